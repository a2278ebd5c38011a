package org.copyblade.lab.array.face;

import java.util.Objects;

/** A request that has not the form, or whose sender is not known: it is answered without an operation. */
public final class FaceRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient FaceAnswer answer;

    /** @param why for the operation log */
    public FaceRefusal(FaceAnswer answer, String why) {
        super(why);
        this.answer = Objects.requireNonNull(answer, "answer");
    }

    FaceAnswer answer() {
        return answer;
    }
}
