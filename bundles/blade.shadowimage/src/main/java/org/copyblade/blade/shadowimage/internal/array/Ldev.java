package org.copyblade.blade.shadowimage.internal.array;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A volume as the storage describes it.
 *
 * @param id its number
 * @param emulation for example {@code 3390-A} or {@code OPEN-V-CVS}
 * @param blocks its size in blocks of 512 bytes
 * @param label up to 32 characters
 * @param status {@code NML} when it can be used
 * @param attributes such as CMD, MRCF, HTI, HORC
 * @param dataReduction has it capacity saving?
 */
public record Ldev(
        int id,
        String emulation,
        long blocks,
        String label,
        String status,
        Set<String> attributes,
        boolean dataReduction) {

    /** The highest number. */
    public static final int MOST = 65_279;

    private static final int BLOCK_BYTES = 512;

    /** Of a ShadowImage and of a Thin Image pair. */
    private static final Set<String> PAIRED = Set.of("MRCF", "HTI");

    public Ldev {
        Objects.requireNonNull(emulation, "emulation");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(status, "status");
        attributes = Set.copyOf(attributes);
    }

    /** Whether a text is the number of an LDEV. */
    public static boolean isNumber(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MOST;
    }

    /** The same once it is in no copy pair any more, and its mark is taken off. */
    public Ldev unpaired(boolean unmarked) {
        Set<String> left = new HashSet<>(attributes);
        left.removeAll(PAIRED);
        return new Ldev(id, emulation, blocks, unmarked ? "" : label, status, left, dataReduction);
    }

    public boolean isNormal() {
        return status.equals("NML");
    }

    public boolean is(String attribute) {
        return attributes.contains(attribute);
    }

    public long bytes() {
        return blocks * BLOCK_BYTES;
    }
}
