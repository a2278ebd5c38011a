package org.copyblade.lab.ims.internal.dbrc;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What commands read and write besides RECON. */
public interface Media {

    /** Where generated jobs go. */
    String JOBS = "JCLOUT";

    /** A line of the report, with its control character. */
    void print(String line);

    /** Is there such a DD, other than the report? */
    boolean has(String dd);

    /** A line to a DD that is there. */
    void put(String dd, String line);

    /** Lines of a member of the library of skeletons; empty if there is none. */
    Optional<List<String>> skeleton(String member);

    /** Those of a command that was entered online: a report, and jobs. */
    static Media online(Consumer<String> print, Consumer<String> job) {
        return new Media() {
            @Override
            public void print(String line) {
                print.accept(line);
            }

            @Override
            public boolean has(String dd) {
                return dd.equals(JOBS);
            }

            @Override
            public void put(String dd, String line) {
                job.accept(line);
            }

            @Override
            public Optional<List<String>> skeleton(String member) {
                return Optional.empty();
            }
        };
    }
}
