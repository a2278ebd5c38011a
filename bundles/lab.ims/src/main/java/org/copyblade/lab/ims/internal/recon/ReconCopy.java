package org.copyblade.lab.ims.internal.recon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.copyblade.lab.ims.internal.disk.BlockFile;
import org.copyblade.lab.ims.internal.disk.Crc;
import org.copyblade.lab.ims.internal.disk.DiskFailure;

/**
 * One of the data sets: two images of the state that are written in turns, so that a death while one is written leaves the
 * other. Each image is in blocks of a track, whose first is written last.
 */
public final class ReconCopy {
    /** A block for each track. */
    public static final int BLOCK_BYTES = 53_248;
    /** Tracks of one image. */
    private static final int IMAGE_BLOCKS = 4;
    /** Tracks that a data set needs. */
    public static final int TRACKS = 2 * IMAGE_BLOCKS;

    private static final int MAGIC = 0xD9C5C3D6; // RECO
    private static final int HEADER = 20;
    private static final int LINE = 72;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockFile file;

    public ReconCopy(BlockFile file) {
        this.file = file;
    }

    /** The newest image that is whole; empty if there is none. The older one is not even parsed unless it is needed. */
    public Optional<ReconState> read() {
        return Stream.of(read(0), read(1))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingLong(Image::generation).reversed())
                .map(Image::state)
                .flatMap(Optional::stream)
                .findFirst();
    }

    void write(ReconState state) {
        byte[] content = json(state);
        if (content.length > IMAGE_BLOCKS * (BLOCK_BYTES - HEADER)) {
            throw new DiskFailure(file.name() + " has no room for " + content.length + " bytes");
        }
        int first = (int) (state.generation() % 2) * IMAGE_BLOCKS;
        int room = BLOCK_BYTES - HEADER;
        for (int block = (content.length - 1) / room; block >= 0; block--) {
            int from = block * room;
            byte[] part = Arrays.copyOfRange(content, from, Math.min(content.length, from + room));
            ByteBuffer to = ByteBuffer.allocate(HEADER + part.length);
            to.putInt(MAGIC).putLong(state.generation()).putInt(content.length);
            to.putInt(Crc.of(part, 0, part.length)).put(part);
            file.write(first + block, to.array());
        }
    }

    private Optional<Image> read(int image) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        long generation = 0;
        int length = 1;
        for (int block = 0; content.size() < length; block++) {
            ByteBuffer from = ByteBuffer.wrap(file.read(image * IMAGE_BLOCKS + block));
            int magic = from.getInt();
            long ofThis = from.getLong();
            if (magic != MAGIC || block > 0 && ofThis != generation) {
                return Optional.empty();
            }
            generation = ofThis;
            length = from.getInt();
            int sum = from.getInt();
            int room = BLOCK_BYTES - HEADER;
            if (length <= 0 || length > IMAGE_BLOCKS * room) {
                return Optional.empty();
            }
            int part = Math.min(room, length - block * room);
            if (sum != Crc.of(from.array(), HEADER, part)) {
                return Optional.empty();
            }
            content.write(from.array(), HEADER, part);
        }
        return Optional.of(new Image(generation, content.toByteArray()));
    }

    /** One whose blocks are all there and whole. */
    private record Image(long generation, byte[] content) {

        Optional<ReconState> state() {
            try {
                return Optional.of(JSON.readValue(content, ReconState.class));
            } catch (IOException garbage) {
                return Optional.empty();
            }
        }
    }

    /** The state as text, in lines that fit into records of 80 characters. */
    static List<String> lines(ReconState state) {
        String text = new String(json(state), StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        for (int from = 0; from < text.length(); from += LINE) {
            lines.add(text.substring(from, Math.min(text.length(), from + LINE)));
        }
        return lines;
    }

    private static byte[] json(ReconState state) {
        try {
            return JSON.writeValueAsBytes(state);
        } catch (JsonProcessingException cause) {
            throw new IllegalStateException("RECON cannot be written down", cause);
        }
    }
}
