package org.copyblade.lab.zosmf.internal.dss;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.copyblade.lab.array.Emulation;
import org.copyblade.lab.zos.OpenDataSet;
import org.copyblade.lab.zos.ZosException;

/** The bytes of a dump on the tracks of its data set. */
final class DumpStream {
    private static final int TRACK = Emulation.CKD.trackBytes();

    /** The data set cannot be read or written. */
    static final class Broken extends IOException {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }

    private DumpStream() {}

    /** Takes a whole dump; its end of data is set when it is closed. */
    static OutputStream writer(OpenDataSet file) {
        return new Writer(file);
    }

    static InputStream reader(OpenDataSet file) {
        return new InputStream() {
            private byte[] track = new byte[0];
            private int number = -1;
            private int place = TRACK;

            @Override
            public int read() throws IOException {
                if ((long) Math.max(0, number) * TRACK + (number < 0 ? 0 : place) >= file.bytes()) {
                    return -1;
                }
                if (place == TRACK) {
                    try {
                        track = file.read(++number);
                    } catch (ZosException refusal) {
                        throw new Broken(refusal.getMessage());
                    }
                    place = 0;
                }
                return Byte.toUnsignedInt(track[place++]);
            }
        };
    }

    private static final class Writer extends OutputStream {
        private final ByteArrayOutputStream track = new ByteArrayOutputStream(TRACK);
        private final OpenDataSet file;
        private int number;

        Writer(OpenDataSet file) {
            this.file = file;
        }

        @Override
        public void write(int octet) throws IOException {
            track.write(octet);
            if (track.size() == TRACK) {
                put();
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int place = offset;
            while (place < offset + length) {
                int part = Math.min(TRACK - track.size(), offset + length - place);
                track.write(bytes, place, part);
                place += part;
                if (track.size() == TRACK) {
                    put();
                }
            }
        }

        @Override
        public void close() throws IOException {
            long end = (long) number * TRACK + track.size();
            if (track.size() > 0) {
                put();
            }
            try {
                file.bytes(end);
            } catch (ZosException refusal) {
                throw new Broken(refusal.getMessage());
            } catch (InterruptedException cancelled) {
                Thread.currentThread().interrupt();
                throw new Broken("the job was cancelled");
            }
        }

        private void put() throws IOException {
            try {
                file.write(number, 0, track.toByteArray());
            } catch (ZosException refusal) {
                throw new Broken(refusal.getMessage());
            } catch (InterruptedException cancelled) {
                Thread.currentThread().interrupt();
                throw new Broken("the job was cancelled");
            }
            number++;
            track.reset();
        }
    }
}
