package org.copyblade.lab.zos;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.copyblade.lab.array.UserSeed;
import org.copyblade.lab.array.VirtualArray;
import org.copyblade.lab.zos.ZosException.Reason;

/**
 * The table {@code [hosts.zos]} of a seed; every key may be left out.
 *
 * @param sysplex its name
 * @param systems its systems; the first runs jobs
 * @param users who may log on; those of the first storage system if there are none
 * @param catalogs user catalogs, made where they are not there
 * @param units names that {@code UNIT=} may have besides device numbers; each stands for any volume
 * @param storageVolumes where data sets go for which nobody names a volume
 * @param initiators how many jobs run at once
 * @param sessionMs how long a token of z/OSMF is valid
 */
public record ZosSettings(
        String sysplex,
        List<String> systems,
        List<UserSeed> users,
        List<Catalog> catalogs,
        List<String> units,
        List<String> storageVolumes,
        int initiators,
        long sessionMs) {

    private static final Map<String, Object> DEFAULTS = Map.of(
            "sysplex",
            "LABPLEX",
            "systems",
            List.of("SY1"),
            "users",
            List.of(),
            "catalogs",
            List.of(),
            "units",
            List.of("SYSALLDA", "SYSDA", "3390"),
            "storage_volumes",
            List.of(),
            "initiators",
            4,
            "session_ms",
            29_700_000L);

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /**
     * A user catalog.
     *
     * @param name data set name of the catalog
     * @param volume volser it lies on
     * @param tracks its size; a track has 442 entries
     * @param aliases first qualifiers that belong to it; {@code *} for all that belong to no other
     */
    public record Catalog(String name, String volume, int tracks, List<String> aliases) {

        public Catalog {
            aliases = List.copyOf(aliases);
        }
    }

    public ZosSettings {
        systems = List.copyOf(systems);
        users = List.copyOf(users);
        catalogs = List.copyOf(catalogs);
        units = List.copyOf(units);
        storageVolumes = List.copyOf(storageVolumes);
    }

    /** Those of the seed that the array was made from. */
    public static ZosSettings of(VirtualArray array) throws ZosException {
        Map<String, Object> table = new HashMap<>(DEFAULTS);
        table.putAll(array.host("zos"));
        ZosSettings settings;
        try {
            settings = JSON.convertValue(table, ZosSettings.class);
        } catch (IllegalArgumentException cause) {
            throw refused(cause.getMessage().lines().findFirst().orElse(""));
        }
        settings.check();
        return settings.users().isEmpty()
                ? settings.withUsers(array.systems().get(0).settings().users())
                : settings;
    }

    private ZosSettings withUsers(List<UserSeed> others) {
        return new ZosSettings(sysplex, systems, others, catalogs, units, storageVolumes, initiators, sessionMs);
    }

    private void check() throws ZosException {
        if (!sysplex.matches("[A-Z0-9@#$]{1,8}")) {
            throw refused("sysplex '" + sysplex + "' is no name");
        }
        if (systems.isEmpty() || !systems.stream().allMatch(it -> it.matches("[A-Z0-9@#$]{1,8}"))) {
            throw refused("systems: names of 1 to 8 characters, one at least");
        }
        if (initiators < 1 || sessionMs < 1) {
            throw refused("initiators and session_ms must be 1 at least");
        }
        Set<String> aliases = new HashSet<>();
        for (Catalog catalog : catalogs) {
            if (!DataSetNames.isName(catalog.name()) || catalog.tracks() < 1) {
                throw refused("catalog '" + catalog.name() + "' needs the name of a data set and 1 track at least");
            }
            for (String alias : catalog.aliases()) {
                if (!aliases.add(alias)) {
                    throw refused("alias " + alias + " belongs to two catalogs");
                }
            }
        }
    }

    private static ZosException refused(String why) {
        return new ZosException(Reason.INVALID, "seed, table hosts.zos: " + why);
    }
}
