package org.copyblade.lab.zos;

import java.util.List;
import java.util.Map;
import org.copyblade.lab.array.VirtualArray;
import org.osgi.annotation.versioning.ProviderType;

/** A z/OS image, or several that share all their volumes, catalogs and consoles, in front of a virtual array. */
@ProviderType
public interface ZosImage {

    /** Name of the sysplex, such as {@code LABPLEX}. */
    String sysplex();

    /** Names of its systems, such as {@code SY1}; the first is the one that runs jobs. */
    List<String> systems();

    /** The storage behind: faults, operation log, storage systems. */
    VirtualArray array();

    Devices devices();

    DataSets dataSets();

    Console console();

    AutomaticRestart restarts();

    /** The table {@code [hosts.NAME]} of the seed; empty if it has none. */
    Map<String, Object> settings(String name);

    /** Puts JCL into the internal reader, as a subsystem does; answers the id of the job, such as {@code JOB00042}. */
    String submit(String jcl, String owner) throws ZosException;
}
