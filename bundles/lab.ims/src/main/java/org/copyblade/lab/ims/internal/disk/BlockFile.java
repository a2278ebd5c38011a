package org.copyblade.lab.ims.internal.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.copyblade.lab.array.ArrayException;
import org.copyblade.lab.array.Extent;
import org.copyblade.lab.array.HostVolume;

/**
 * A data set in blocks of one size, as many on a track as fit, over one volume after the other. A block is written by one
 * write of the volume. Safe for many threads.
 */
public final class BlockFile {

    /** What of a data set lies on one volume. */
    record Piece(String volser, HostVolume volume, Extent extent) {}

    private final String name;
    private final List<Piece> pieces;
    private final int blockBytes;
    private final int onTrack;
    private final Runnable beforeWrite;

    BlockFile(String name, List<Piece> pieces, int blockBytes, Runnable beforeWrite) {
        this.name = name;
        this.pieces = List.copyOf(pieces);
        this.blockBytes = blockBytes;
        this.onTrack = pieces.get(0).volume().volume().emulation().trackBytes() / blockBytes;
        this.beforeWrite = beforeWrite;
    }

    public String name() {
        return name;
    }

    /** Serials of its volumes, in their order. */
    public List<String> volsers() {
        return pieces.stream().map(Piece::volser).distinct().toList();
    }

    public int blocks() {
        return pieces.stream().mapToInt(it -> it.extent().tracks()).sum() * onTrack;
    }

    /** How many of the first blocks are on the first volume. */
    public int blocksOnFirstVolume() {
        String first = pieces.get(0).volser();
        return pieces.stream()
                        .filter(it -> it.volser().equals(first))
                        .mapToInt(it -> it.extent().tracks())
                        .sum()
                * onTrack;
    }

    public byte[] read(int block) {
        int offset = block % onTrack * blockBytes;
        return Arrays.copyOfRange(readTrack(block / onTrack), offset, offset + blockBytes);
    }

    /** All blocks in their order; each track is read once. */
    public List<byte[]> readAll() {
        List<byte[]> blocks = new ArrayList<>();
        for (int track = 0; track < blocks() / onTrack; track++) {
            byte[] content = readTrack(track);
            for (int number = 0; number < onTrack; number++) {
                blocks.add(Arrays.copyOfRange(content, number * blockBytes, (number + 1) * blockBytes));
            }
        }
        return blocks;
    }

    /** Returns when the block is on its volume; waits as long as that is frozen. */
    public void write(int block, byte[] content) {
        beforeWrite.run();
        int track = block / onTrack;
        for (Piece piece : pieces) {
            if (track < piece.extent().tracks()) {
                try {
                    piece.volume().write(piece.extent().first() + track, block % onTrack * blockBytes, content);
                    return;
                } catch (ArrayException cause) {
                    throw failure(cause);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new DiskFailure(name + ": interrupted while a write waited");
                }
            }
            track -= piece.extent().tracks();
        }
        throw new DiskFailure(name + " has no block " + block);
    }

    private byte[] readTrack(int number) {
        int track = number;
        for (Piece piece : pieces) {
            if (track < piece.extent().tracks()) {
                try {
                    return piece.volume().read(piece.extent().first() + track);
                } catch (ArrayException cause) {
                    throw failure(cause);
                }
            }
            track -= piece.extent().tracks();
        }
        throw new DiskFailure(name + " has no track " + number);
    }

    private DiskFailure failure(ArrayException cause) {
        return new DiskFailure(name + ": " + cause.getMessage());
    }
}
