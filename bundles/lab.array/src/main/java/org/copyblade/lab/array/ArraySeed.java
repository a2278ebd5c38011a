package org.copyblade.lab.array;

import java.util.List;

/**
 * What a lab begins with.
 *
 * @param systems storage systems
 * @param faults what goes wrong from the start
 */
public record ArraySeed(List<SystemSeed> systems, List<Fault> faults) {

    public ArraySeed {
        systems = List.copyOf(systems);
        faults = List.copyOf(faults);
    }
}
