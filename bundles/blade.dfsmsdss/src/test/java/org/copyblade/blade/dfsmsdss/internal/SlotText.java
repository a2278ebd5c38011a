package org.copyblade.blade.dfsmsdss.internal;

import java.nio.charset.StandardCharsets;
import org.copyblade.blade.check.Slots;

/** The content of a volume or data set as a word. */
final class SlotText {

    private static final String SLOT = "content";

    private SlotText() {}

    static void write(Slots slots, String text) {
        slots.write(SLOT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** What was written; {@code nothing} if nothing was. */
    static String read(Slots slots) {
        return slots.read(SLOT)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("nothing");
    }
}
