package org.copyblade.lab.vsp.internal;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.copyblade.lab.array.StorageSystem;
import org.copyblade.lab.array.SystemSeed;
import org.copyblade.lab.array.VirtualArray;

/**
 * What {@code [hosts.vsp]} of a seed says, for all its storage systems.
 *
 * @param prefix what a storage id has before its serial: 886000 for F and G 370, 700 and 900
 * @param model as the API names it
 * @param sessions most at one time
 * @param consistencyGroups most that there may be
 * @param paths where hosts find LDEVs
 * @param commandDevices LDEVs that are command devices, four hexadecimal digits
 * @param dataReduction LDEVs with capacity saving, the same
 */
public record VspSettings(
        String prefix,
        String model,
        int sessions,
        int consistencyGroups,
        List<Paths> paths,
        List<String> commandDevices,
        List<String> dataReduction) {

    private static final Map<String, Object> DEFAULTS = Map.of(
            "prefix",
            "886000",
            "model",
            "VSP G700",
            "sessions",
            64,
            "consistency_groups",
            128,
            "paths",
            List.of(),
            "command_devices",
            List.of(),
            "data_reduction",
            List.of());
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /**
     * Paths of LDEVs with numbers one after the other, at one port and host group.
     *
     * @param ldev first, four hexadecimal digits
     * @param count how many
     * @param port such as CL1-A
     * @param hostGroup its number
     * @param name of the host group
     * @param lun of the first
     */
    public record Paths(String ldev, int count, String port, int hostGroup, String name, int lun) {

        boolean has(int number) {
            return number >= first() && number < first() + count;
        }

        int lunOf(int number) {
            return lun + number - first();
        }

        private int first() {
            return Integer.parseInt(ldev, 16);
        }
    }

    public VspSettings {
        paths = List.copyOf(paths);
        commandDevices = List.copyOf(commandDevices);
        dataReduction = List.copyOf(dataReduction);
    }

    /** Those of the seed that the array was made from. */
    public static VspSettings of(VirtualArray array) throws IOException {
        Map<String, Object> table = new HashMap<>(DEFAULTS);
        table.putAll(array.host("vsp"));
        VspSettings settings;
        try {
            settings = JSON.convertValue(table, VspSettings.class);
        } catch (IllegalArgumentException cause) {
            throw refused(cause.getMessage().lines().findFirst().orElse(""));
        }
        List<String> objections = settings.objections();
        List<StorageSystem> served = served(array);
        unless(objections, !served.isEmpty(), "no system has a serial of 5 or 6 digits, as a VSP has");
        served.forEach(system -> objections.addAll(objections(system.settings())));
        if (!objections.isEmpty()) {
            throw refused(String.join("; ", objections));
        }
        return settings;
    }

    /** The systems of an array that can be a VSP; others are for other faces. */
    public static List<StorageSystem> served(VirtualArray array) {
        return array.systems().stream()
                .filter(system -> system.settings().serial().matches("[0-9]{5,6}"))
                .toList();
    }

    /** Of a storage system: prefix and serial padded to six digits. */
    String storageId(String serial) {
        return prefix + "0".repeat(6 - serial.length()) + serial;
    }

    private List<String> objections() {
        List<String> objections = new ArrayList<>();
        unless(objections, prefix.matches("[0-9]{6}"), "prefix has six digits");
        unless(objections, sessions >= 1, "sessions must be 1 at least");
        for (Paths path : paths) {
            boolean good = path.ldev().matches("[0-9A-F]{4}") && path.count() >= 1 && path.lun() >= 0;
            unless(objections, good, "paths: ldev has four hexadecimal digits, count is 1 at least");
            unless(objections, path.port().matches("CL[0-9A-G]-[A-R]"), "paths: port '" + path.port() + "' is none");
        }
        for (String ldev : commandDevices) {
            unless(objections, ldev.matches("[0-9A-F]{4}"), "command_devices: '" + ldev + "' is no LDEV");
        }
        for (String ldev : dataReduction) {
            unless(objections, ldev.matches("[0-9A-F]{4}"), "data_reduction: '" + ldev + "' is no LDEV");
        }
        return objections;
    }

    /** A pair is copied in either direction, and a volume has several: the storage below must allow both. */
    private static List<String> objections(SystemSeed system) {
        List<String> objections = new ArrayList<>();
        String where = "system " + system.serial() + ": ";
        unless(objections, system.cascading(), where + "cascading must be true");
        unless(objections, system.multipleIncremental(), where + "multiple_incremental must be true");
        unless(
                objections,
                system.reversePair() == SystemSeed.ReversePair.CURRENT,
                where + "reverse_pair must be current");
        return objections;
    }

    private static void unless(List<String> objections, boolean holds, String objection) {
        if (!holds) {
            objections.add(objection);
        }
    }

    private static IOException refused(String why) {
        return new IOException("seed, for face vsp: " + why);
    }
}
