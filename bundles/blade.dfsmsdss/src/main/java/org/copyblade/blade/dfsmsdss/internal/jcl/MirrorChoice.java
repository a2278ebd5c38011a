package org.copyblade.blade.dfsmsdss.internal.jcl;

/** What becomes of the remote mirror whose primary a target is. */
public enum MirrorChoice {
    /** A target that is mirrored is refused by the storage. */
    REFUSED(""),
    /** It need not be preserved; the keyword is (unconfirmed). */
    LOST("FCTOPPRCPRIMARY(PRESMIRNONE)"),
    /** It is preserved if possible. */
    PRESERVE_PREFERRED("FCTOPPRCPRIMARY(PRESMIRPREF)"),
    /** It is preserved, or the copy fails. */
    PRESERVE_REQUIRED("FCTOPPRCPRIMARY(PRESMIRREQ)");

    private final String keyword;

    MirrorChoice(String keyword) {
        this.keyword = keyword;
    }

    String keyword() {
        return keyword;
    }
}
