package org.copyblade.lab.zosmf.internal.jcl;

import java.util.List;

/**
 * A statement with its continuations put together.
 *
 * @param number in the listing, from 1
 * @param name behind the slashes; may be empty
 * @param operation such as DD
 * @param operands as one text, symbols replaced
 * @param lines records in the stream behind a DD
 */
record Statement(int number, String name, String operation, String operands, List<String> lines) {

    Statement {
        lines = List.copyOf(lines);
    }
}
