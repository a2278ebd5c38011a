package org.copyblade.log.internal;

import java.time.LocalDate;

/** Takes whole lines, in the order in which it is called. */
interface Sink {
    /** @param day on which the line was said */
    void write(LocalDate day, String lines);
}
