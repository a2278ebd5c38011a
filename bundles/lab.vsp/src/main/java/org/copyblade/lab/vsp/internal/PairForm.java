package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

/** How pairs and snapshots are written down: with numbers that they may have or not. */
final class PairForm {
    static final JsonMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private PairForm() {}
}
