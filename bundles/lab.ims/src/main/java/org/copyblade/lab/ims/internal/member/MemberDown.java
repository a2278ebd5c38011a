package org.copyblade.lab.ims.internal.member;

/** The member is not up any more; whoever works in it ends. */
public final class MemberDown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MemberDown(String imsid) {
        super(imsid + " is not up");
    }
}
