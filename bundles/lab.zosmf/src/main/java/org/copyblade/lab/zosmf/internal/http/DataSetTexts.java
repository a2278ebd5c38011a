package org.copyblade.lab.zosmf.internal.http;

import java.nio.charset.Charset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.lab.zos.DataSets;
import org.copyblade.lab.zos.Enqueue;
import org.copyblade.lab.zos.OpenDataSet;
import org.copyblade.lab.zos.ZosException;

/** Reads the JCL of a job from a data set. */
final class DataSetTexts {
    static final Charset EBCDIC = Charset.forName("IBM1047");
    private static final Pattern FILE = Pattern.compile("//'([A-Z0-9@#$.-]+)(?:\\(([A-Z0-9@#$]+)\\))?'");

    private final DataSets dataSets;

    DataSetTexts(DataSets dataSets) {
        this.dataSets = dataSets;
    }

    /** @param file two slashes and a data set, perhaps with a member, in apostrophes */
    List<String> read(String file, String user) throws Refusal {
        Matcher matcher = FILE.matcher(file);
        if (!matcher.matches()) {
            throw Refusal.jobs(400, 4, "'" + file + "' is no data set, and there are no UNIX files here");
        }
        try (OpenDataSet open = dataSets.open(matcher.group(1), Enqueue.Mode.SHARED, user)) {
            List<byte[]> records = matcher.group(2) == null ? open.records() : open.member(matcher.group(2));
            return records.stream()
                    .map(it -> new String(it, EBCDIC).stripTrailing())
                    .toList();
        } catch (ZosException refusal) {
            throw Refusal.jobs(400, 4, refusal.getMessage());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw Refusal.jobs(503, 4, "the server is closing");
        }
    }
}
