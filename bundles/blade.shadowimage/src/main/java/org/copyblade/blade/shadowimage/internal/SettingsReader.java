package org.copyblade.blade.shadowimage.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.blade.shadowimage.internal.array.Ldev;
import org.copyblade.blade.shadowimage.internal.array.LdevRanges;
import org.copyblade.blade.shadowimage.internal.rest.Access;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.endpoint.ConfigValues;
import org.copyblade.endpoint.Limits;

/** Turns a configuration into checked settings; refuses with key, value and cure. */
final class SettingsReader {

    private static final Pattern STORAGE = Pattern.compile("[0-9]{12}");
    private static final Pattern VOLSER = Pattern.compile("([A-Z0-9@#$]{1,6})=([0-9]+)");

    private final ShadowImageConfig config;
    private final ConfigValues<BladeException> values;

    private SettingsReader(ShadowImageConfig config, Map<String, ?> given) {
        this.config = config;
        this.values = new ConfigValues<>(given, ShadowFault.CONFIG::error);
    }

    /**
     * The settings of one configuration.
     *
     * @param given the same configuration as it was given: for unknown keys, and for what to show
     */
    static ShadowSettings read(ShadowImageConfig config, Map<String, ?> given) throws BladeException {
        SettingsReader reader = new SettingsReader(config, given);
        reader.values.refuseForeign(ShadowImageConfig.class);
        return reader.settings();
    }

    private ShadowSettings settings() throws BladeException {
        String storage = storage();
        return new ShadowSettings(
                values.endpoint(config::endpoint),
                storage,
                access(storage),
                values.trust(config::certificate_sha256, config::ca_file, config::trust_all),
                targets(),
                volsers(),
                units(),
                values.within("snapshot.pool", config::snapshot_pool, -1, 127),
                values.within("copy.pace", config::copy_pace, 1, 15),
                Duration.ofMillis(values.within("look.interval.ms", config::look_interval_ms, 10, 600_000)),
                values.seconds("late.request.limit.s", config::late_request_limit_s, 0, 86_400),
                values.oneOf("restore.mode", config::restore_mode, "reverse", "quick")
                        .equals("quick"));
    }

    private String storage() throws BladeException {
        String id = values.needed("storage.id", config::storage_id);
        if (!STORAGE.matcher(id).matches()) {
            throw values.refused(
                    "storage.id", "give the 12 digits that the API has as storageDeviceId, as 886000123456");
        }
        return id;
    }

    private Access access(String storage) throws BladeException {
        return new Access(
                // This form of addresses both the server inside an array and the separate one have.
                values.base(config::host, config::port, "/ConfigurationManager/v1/objects/storages/" + storage),
                values.needed("user", config::user),
                values.password(config::_password, config::password_file),
                new Limits(
                        values.seconds("connect.timeout.s", config::connect_timeout_s, 1, 600),
                        values.seconds("request.timeout.s", config::request_timeout_s, 2, 900),
                        values.within("max.connections", config::max_connections, 2, 128)));
    }

    private LdevRanges targets() throws BladeException {
        try {
            return LdevRanges.parse(values.value("target.volumes", config::target_volumes));
        } catch (IllegalArgumentException e) {
            throw values.refused(
                    "target.volumes", "write decimal numbers and ranges as 512-767,800: " + e.getMessage());
        }
    }

    private Map<String, Integer> volsers() throws BladeException {
        Map<String, Integer> volsers = new HashMap<>();
        for (String part : values.value("volsers", config::volsers).split("[,\\s]+")) {
            Matcher matcher = VOLSER.matcher(part);
            if (matcher.matches() && Ldev.isNumber(matcher.group(2))) {
                volsers.put(matcher.group(1), Integer.parseInt(matcher.group(2)));
            } else if (!part.isEmpty()) {
                throw values.refused("volsers", "write volume serial and decimal number as PROD01=256,PROD02=257");
            }
        }
        return volsers;
    }

    private UnitMap units() throws BladeException {
        try {
            return UnitMap.parse(values.value("units", config::units));
        } catch (IllegalArgumentException e) {
            throw values.refused(
                    "units", "write volumes and the device number of the first as 512-767=8200: " + e.getMessage());
        }
    }
}
