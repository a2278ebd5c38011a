package org.copyblade.system.postgresql.internal.directory;

import java.nio.IntBuffer;

/**
 * The checksum that PostgreSQL keeps in the header of each data page: 32 FNV-1a sums with a shift, run side by side over
 * the page's words, mixed with the page's number. Not thread safe: keeps its sums.
 */
public final class PageChecksum {

    private static final int PRIME = 16777619;
    private static final int SHIFT = 17;
    /** Where each of the sums begins. */
    private static final int[] BEGIN = {
        0x5B1F36E9, 0xB8525960, 0x02AB50AA, 0x1DE66D2A, 0x79FF467A, 0x9BB9F8A3, 0x217E7CD2, 0x83E13D2C,
        0xF8D4474F, 0xE39EB970, 0x42C6AE16, 0x993216FA, 0x7B093B5D, 0x98DAFF3C, 0xF718902A, 0x0B1C9CDB,
        0xE58F764B, 0x187636BC, 0x5D7B3BB1, 0xE73DE7DE, 0x92BEC979, 0xCCA6C0B2, 0x304A0979, 0x85AA43D4,
        0x783125BB, 0x6CA8EAA2, 0xE407EAC6, 0x4B5CFC3E, 0x9FBF8C76, 0x15CA20BE, 0xF2CA9FD3, 0x959BD756
    };
    /** The word that holds the checksum itself in its lower half, which counts as zero. */
    private static final int CHECKSUM_WORD = 2;

    private static final int UPPER_HALF = 0xFFFF_0000;

    private final int[] words;
    private final int[] sums = new int[BEGIN.length];

    public PageChecksum(int blockBytes) {
        this.words = new int[blockBytes / Integer.BYTES];
    }

    /** The checksum that the page should have; reads the buffer from its position. */
    public int of(IntBuffer page, int blockNumber) {
        page.get(words);
        words[CHECKSUM_WORD] &= UPPER_HALF;
        System.arraycopy(BEGIN, 0, sums, 0, sums.length);
        for (int row = 0; row < words.length; row += sums.length) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = mix(sums[i], words[row + i]);
            }
        }
        int all = 0;
        for (int i = 0; i < sums.length; i++) {
            all ^= mix(mix(sums[i], 0), 0);
        }
        return Integer.remainderUnsigned(all ^ blockNumber, 0xFFFF) + 1;
    }

    private static int mix(int sum, int word) {
        int mixed = sum ^ word;
        return mixed * PRIME ^ mixed >>> SHIFT;
    }
}
