package org.copyblade.system.ims.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.SystemException;
import org.copyblade.zosmf.DataSetEntry;
import org.copyblade.zosmf.Zosmf;
import org.copyblade.zosmf.ZosmfCall;
import org.copyblade.zosmf.ZosmfException;

/** Finds on which volumes data sets are, and which catalog says so. Any thread. */
final class Places {

    private static final Pattern ENTRY =
            Pattern.compile("(?:NONVSAM|CLUSTER|DATA|INDEX|GDG BASE)[ -]+([A-Z0-9@#$.-]+)\\s*");
    private static final Pattern VOLUME = Pattern.compile("VOLSER-+([A-Z0-9@#$]{1,6})");
    private static final Pattern SERIAL = Pattern.compile("[A-Z0-9@#$]{1,6}");

    private final Zosmf zosmf;
    private final BatchJobs jobs;

    Places(Zosmf zosmf, BatchJobs jobs) {
        this.zosmf = zosmf;
        this.jobs = jobs;
    }

    /**
     * Where one data set is.
     *
     * @param volumes all of them, in order
     * @param catalog empty if it is not said
     */
    record Place(List<String> volumes, String catalog) {}

    /** All data sets of these patterns that are on disk. */
    Map<String, Place> of(List<String> patterns, Deadline deadline) throws SystemException {
        Map<String, Place> places = new LinkedHashMap<>();
        List<String> several = new ArrayList<>();
        ZosmfCall call = Calls.by(deadline);
        try {
            for (String pattern : patterns) {
                for (DataSetEntry entry : zosmf.dataSets().list(pattern, call)) {
                    List<String> volumes = entry.volumes().stream()
                            .filter(volume -> SERIAL.matcher(volume).matches())
                            .toList();
                    // The entry of a VSAM cluster has no volume of its own; its components have.
                    if (!volumes.isEmpty() && !entry.migrated()) {
                        places.put(entry.name(), new Place(volumes, entry.catalog()));
                        if (entry.severalVolumes() && volumes.size() == 1) {
                            several.add(entry.name());
                        }
                    }
                }
            }
        } catch (ZosmfException e) {
            throw ImsFault.of("list data sets", e);
        }
        if (!several.isEmpty()) {
            inCatalog(several, deadline).forEach((name, volumes) -> {
                Place known = places.get(name);
                if (known != null && !volumes.isEmpty()) {
                    places.put(name, new Place(List.copyOf(volumes), known.catalog()));
                }
            });
        }
        return places;
    }

    /** Data sets of these patterns that are on one of the volumes. */
    List<String> on(Set<String> volumes, List<String> patterns, Deadline deadline) throws SystemException {
        List<String> found = new ArrayList<>();
        of(patterns, deadline).forEach((name, place) -> {
            if (place.volumes().stream().anyMatch(volumes::contains)) {
                found.add(name);
            }
        });
        return found;
    }

    /** z/OSMF names the first volume only; the catalog has all. */
    private Map<String, Set<String>> inCatalog(List<String> names, Deadline deadline) throws SystemException {
        List<String> statements = new ArrayList<>();
        for (String name : names) {
            statements.add("LISTCAT ENTRIES(" + name + ") VOLUME");
        }
        return volumes(jobs.idcams(statements, deadline));
    }

    static Map<String, Set<String>> volumes(String listing) {
        Map<String, Set<String>> volumes = new LinkedHashMap<>();
        Set<String> current = new LinkedHashSet<>();
        for (String line : (Iterable<String>) listing.lines()::iterator) {
            Matcher entry = ENTRY.matcher(line.strip().replaceFirst("^[01+-]\\s*(?=[A-Z])", ""));
            if (entry.matches()) {
                current = volumes.computeIfAbsent(entry.group(1), name -> new LinkedHashSet<>());
            }
            Matcher volume = VOLUME.matcher(line);
            while (volume.find()) {
                current.add(volume.group(1));
            }
        }
        return volumes;
    }
}
