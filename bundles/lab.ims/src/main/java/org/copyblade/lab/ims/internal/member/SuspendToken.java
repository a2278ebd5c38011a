package org.copyblade.lab.ims.internal.member;

/**
 * What a member was when it was suspended.
 *
 * @param imsid the member
 * @param number of the suspension
 * @param lsn number of the last log record; nothing is logged until it is resumed
 * @param bsn number of the log block that was being filled
 * @param tod when
 */
public record SuspendToken(String imsid, long number, long lsn, long bsn, long tod) {}
