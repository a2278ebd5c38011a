package org.copyblade.log.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Remembers what was written. */
final class ListSink implements Sink {
    final List<String> written = new ArrayList<>();

    @Override
    public void write(LocalDate day, String lines) {
        written.add(lines);
    }
}
