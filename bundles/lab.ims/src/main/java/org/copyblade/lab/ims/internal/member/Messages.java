package org.copyblade.lab.ims.internal.member;

/** Where a member says what happens: the console. */
public interface Messages {

    /** One message, of several lines where it has them. */
    void say(String imsid, String message);
}
