package org.copyblade.lab.array;

import java.util.List;
import java.util.Map;

/**
 * What a lab begins with.
 *
 * @param systems storage systems
 * @param faults what goes wrong from the start
 * @param hosts tables {@code [hosts.NAME]}, which the hosts of that name read themselves
 */
public record ArraySeed(List<SystemSeed> systems, List<Fault> faults, Map<String, Map<String, Object>> hosts) {

    public ArraySeed {
        systems = List.copyOf(systems);
        faults = List.copyOf(faults);
        hosts = Map.copyOf(hosts);
    }
}
