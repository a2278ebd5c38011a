package org.copyblade.system.ims.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.copyblade.system.ims.internal.Operator.Said;
import org.copyblade.system.ims.internal.Places.Place;
import org.copyblade.system.spi.DataSet;
import org.copyblade.system.spi.DataSet.PlaceKind;
import org.copyblade.system.spi.DataSet.Role;
import org.copyblade.system.spi.Deadline;
import org.copyblade.system.spi.Epoch;
import org.copyblade.system.spi.Position;
import org.copyblade.system.spi.SystemException;
import org.copyblade.system.spi.SystemFinding;
import org.copyblade.system.spi.SystemFinding.Severity;
import org.copyblade.system.spi.SystemLayout;
import org.copyblade.zosmf.Zosmf;

/** Finds what a system keeps on storage: RECON by a job of DBRC, places by lists of data sets. Changes nothing. */
final class Discovery {

    private static final List<String> LISTS =
            List.of("LIST.RECON STATUS", "LIST.DB ALL DBDS", "LIST.SUBSYS ALL", "LIST.OLDS");

    private final ImsSettings settings;
    private final BatchJobs jobs;
    private final Places places;
    private final Positions positions;

    Discovery(ImsSettings settings, Zosmf zosmf, Positions positions) {
        this.settings = settings;
        this.jobs = new BatchJobs(zosmf, settings.batch());
        this.places = new Places(zosmf, jobs);
        this.positions = positions;
    }

    SystemLayout discover(Deadline deadline) throws SystemException {
        Recon recon = Recon.read(jobs.dbrc(LISTS, deadline));
        Map<String, Place> found = places.of(settings.scope().dataSets(), deadline);
        Map<String, Role> roles = roles(recon, found.keySet());
        List<SystemFinding> findings = new ArrayList<>(missing(recon, found));
        Map<String, Place> catalogs = catalogs(found, deadline);
        List<DataSet> dataSets = new ArrayList<>();
        found.forEach((name, place) -> dataSets.addAll(entries(name, roles.get(name), place)));
        catalogs.forEach((name, place) -> {
            if (!found.containsKey(name)) {
                dataSets.addAll(entries(name, Role.CATALOG, place));
            }
        });
        boolean running = running(deadline, findings);
        findings.addAll(new ReconFindings(settings).of(recon));
        findings.addAll(RestoreKinds.of(new RestoreKinds.Layout(
                dataSets,
                catalogsOf(found, roles, Set.of(Role.DATABASE)),
                catalogsOf(found, roles, Set.of(Role.LOG, Role.CONTROL)),
                lost(found, catalogs))));
        Set<String> volumes = new TreeSet<>();
        dataSets.forEach(dataSet -> volumes.add(dataSet.place()));
        return new SystemLayout(
                running,
                recon.version(),
                settings.members().stream().map(Member::name).toList(),
                epoch(recon),
                dataSets,
                foreign(volumes, found, deadline),
                findings);
    }

    /** RECON and group: another RECON, or another set of members, is another history. */
    Epoch epoch(Deadline deadline) throws SystemException {
        return epoch(Recon.read(jobs.dbrc(List.of("LIST.RECON STATUS"), deadline)));
    }

    /** Where the logs of a system end that is down, as DBRC has them; it differs if a member ran in between. */
    Position stopped(Deadline deadline) throws SystemException {
        String listing = jobs.dbrc(List.of("LIST.RECON STATUS", "LIST.LOG", "LIST.OLDS"), deadline);
        return Positions.stopped(settings.members(), ReconRecord.in(listing), epoch(Recon.read(listing)));
    }

    private Epoch epoch(Recon recon) {
        List<String> names =
                settings.members().stream().map(Member::name).sorted().toList();
        return new Epoch("RECON " + recon.initToken() + " " + String.join(",", names));
    }

    private Map<String, Role> roles(Recon recon, Set<String> names) {
        Set<String> databases = new TreeSet<>();
        recon.databaseDataSets().forEach(unit -> databases.addAll(unit.dataSets()));
        Map<String, Role> roles = new LinkedHashMap<>();
        for (String name : names) {
            roles.put(name, role(name, recon, databases));
        }
        return roles;
    }

    private Role role(String name, Recon recon, Set<String> databases) {
        if (isPartOf(name, databases)) {
            return Role.DATABASE;
        }
        if (isPartOf(name, Set.copyOf(recon.recons().values()))) {
            return Role.CONTROL;
        }
        boolean log = isPartOf(name, recon.logs())
                || settings.scope().logs().stream().anyMatch(pattern -> matches(pattern, name));
        return log ? Role.LOG : Role.SYSTEM;
    }

    /** The components of a VSAM cluster have names of their own, most often the cluster's with one more qualifier. */
    static boolean isPartOf(String name, Set<String> clusters) {
        int last = name.lastIndexOf('.');
        return clusters.contains(name) || last > 0 && clusters.contains(name.substring(0, last));
    }

    /** A pattern of data sets: ** for qualifiers, * within one, % for one character. */
    static boolean matches(String pattern, String name) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.startsWith("**", i)) {
                expression.append(".*");
                i++;
            } else if (pattern.charAt(i) == '*') {
                expression.append("[^.]*");
            } else if (pattern.charAt(i) == '%') {
                expression.append("[^.]");
            } else {
                expression.append(Pattern.quote(pattern.substring(i, i + 1)));
            }
        }
        return name.matches(expression.toString());
    }

    private List<SystemFinding> missing(Recon recon, Map<String, Place> found) {
        List<SystemFinding> findings = new ArrayList<>();
        Set<String> wanted = new TreeSet<>(recon.recons().values());
        recon.databaseDataSets().forEach(unit -> wanted.addAll(unit.dataSets()));
        wanted.addAll(recon.logs());
        for (String name : wanted) {
            boolean there = found.keySet().stream().anyMatch(known -> isPartOf(known, Set.of(name)));
            if (!there) {
                findings.add(new SystemFinding(
                        Severity.ERROR,
                        name,
                        "is known to DBRC but on no disk within the patterns of 'data.sets'",
                        "add its pattern to 'data.sets', recall it, or delete it from the RECON"));
            }
        }
        return findings;
    }

    private Map<String, Place> catalogs(Map<String, Place> found, Deadline deadline) throws SystemException {
        Set<String> names = new TreeSet<>();
        found.values().forEach(place -> names.add(place.catalog()));
        names.remove("");
        Map<String, Place> catalogs = new LinkedHashMap<>();
        if (!names.isEmpty()) {
            catalogs.putAll(places.of(List.copyOf(names), deadline));
        }
        return catalogs;
    }

    private static Set<String> lost(Map<String, Place> found, Map<String, Place> catalogs) {
        Set<String> lost = new TreeSet<>();
        found.values().forEach(place -> lost.add(place.catalog()));
        lost.remove("");
        lost.removeIf(name -> catalogs.keySet().stream().anyMatch(known -> isPartOf(known, Set.of(name))));
        return lost;
    }

    private static Set<String> catalogsOf(Map<String, Place> found, Map<String, Role> roles, Set<Role> wanted) {
        Set<String> catalogs = new TreeSet<>();
        found.forEach((name, place) -> {
            if (wanted.contains(roles.get(name)) && !place.catalog().isEmpty()) {
                catalogs.add(place.catalog());
            }
        });
        return catalogs;
    }

    /** One for each volume, because a volume is what is copied. */
    private static List<DataSet> entries(String name, Role role, Place place) {
        List<DataSet> entries = new ArrayList<>();
        for (int i = 0; i < place.volumes().size(); i++) {
            String unique = name.toLowerCase(Locale.ROOT)
                            .replace("@", "_at_")
                            .replace("#", "_no_")
                            .replace("$", "_d_")
                    + (i == 0 ? "" : "-v" + (i + 1));
            entries.add(new DataSet(
                    unique, role, PlaceKind.VOLSER, place.volumes().get(i), name, List.of(), Optional.empty()));
        }
        return entries;
    }

    private boolean running(Deadline deadline, List<SystemFinding> findings) throws SystemException {
        Map<Member, Said> said = positions.ask(deadline);
        boolean any = false;
        List<String> unknown = new ArrayList<>();
        for (Map.Entry<Member, Said> member : said.entrySet()) {
            if (member.getValue() instanceof Said.Failed failed) {
                throw ImsFault.of("ask " + member.getKey() + " for its log", failed.why());
            }
            if (member.getValue() instanceof Said.Answer) {
                any = true;
            } else {
                if (member.getValue().isUnknown()) {
                    unknown.add(member.getKey() + ": " + member.getValue().words());
                }
                findings.add(new SystemFinding(
                        Severity.WARNING,
                        member.getKey().name(),
                        "does not answer: " + member.getValue().words(),
                        "start it, or take it out of 'members' if it is gone for good: no hold covers it"));
            }
        }
        if (!any && !unknown.isEmpty()) {
            throw ImsFault.MEMBER.error(
                    "nobody knows whether '" + settings.name() + "' runs: " + String.join("; ", unknown),
                    "does 'position.command' reach the members?");
        }
        return any;
    }

    private List<String> foreign(Set<String> volumes, Map<String, Place> own, Deadline deadline)
            throws SystemException {
        List<String> found = new ArrayList<>(places.on(volumes, settings.scope().foreign(), deadline));
        found.removeAll(own.keySet());
        return found;
    }
}
