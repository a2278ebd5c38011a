package org.copyblade.blade.flashcopy.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.blade.flashcopy.internal.array.VolumeRanges;
import org.copyblade.blade.flashcopy.internal.rest.Access;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.endpoint.ConfigValues;

/** Turns the configuration of a DS8000 into checked settings. */
final class SettingsReader {
    private static final Pattern UNIT = Pattern.compile("([0-9A-Fa-f]{2})=([0-9A-Fa-f]{4,5})");

    private final FlashCopyConfig config;
    private final ConfigValues<BladeException> values;

    private SettingsReader(FlashCopyConfig config, Map<String, ?> given) {
        this.config = config;
        this.values = new ConfigValues<>(given, FlashFault.CONFIG::error);
    }

    /**
     * The settings of one configuration.
     *
     * @param given the same configuration as it was given: for unknown keys, and for what to show
     */
    static FlashSettings read(FlashCopyConfig config, Map<String, ?> given) throws BladeException {
        SettingsReader reader = new SettingsReader(config, given);
        reader.values.refuseForeign(FlashCopyConfig.class);
        return reader.settings();
    }

    private FlashSettings settings() throws BladeException {
        return new FlashSettings(
                values.endpoint(config::endpoint),
                access(),
                values.trust(config::certificate_sha256, config::ca_file, config::trust_all),
                targets(),
                targetPool(),
                units(),
                values.within("pairs.per.request", config::pairs_per_request, 1, 4096),
                values.seconds("freeze.margin.s", config::freeze_margin_s, 1, 3600),
                values.seconds("late.request.limit.s", config::late_request_limit_s, 0, 86_400),
                new FlashSettings.StorageRules(
                        values.value("cascading", config::cascading),
                        values.value("multiple.incremental", config::multiple_incremental)),
                new FlashSettings.RestoreStyle(
                        values.oneOf("restore.mode", config::restore_mode, "reverse", "fast")
                                .equals("fast"),
                        values.oneOf("restore.direction", config::restore_direction, "original", "reversed")
                                .equals("reversed")));
    }

    private Access access() throws BladeException {
        String console = values.value("console", config::console).strip();
        return new Access(
                values.base(config::host, config::port, "/api/v1"),
                values.needed("user", config::user),
                values.password(config::_password, config::password_file),
                Optional.of(console).filter(text -> !text.isEmpty()),
                values.limits(config::connect_timeout_s, config::request_timeout_s, config::max_connections));
    }

    private VolumeRanges targets() throws BladeException {
        try {
            return VolumeRanges.parse(values.value("target.volumes", config::target_volumes));
        } catch (IllegalArgumentException e) {
            throw values.refused("target.volumes", "write ids and ranges as 0200-02FF,0310: " + e.getMessage());
        }
    }

    private Optional<String> targetPool() throws BladeException {
        String pool = values.value("target.pool", config::target_pool).strip().toUpperCase(Locale.ROOT);
        if (!pool.isEmpty() && !pool.matches("P[0-9]{1,4}")) {
            throw values.refused("target.pool", "give the id of a pool, as P1");
        }
        return Optional.of(pool).filter(text -> !text.isEmpty());
    }

    private Map<String, Integer> units() throws BladeException {
        Map<String, Integer> units = new HashMap<>();
        for (String part : values.value("units", config::units).split("[,\\s]+")) {
            Matcher matcher = UNIT.matcher(part);
            if (matcher.matches()) {
                units.put(matcher.group(1).toUpperCase(Locale.ROOT), Integer.parseInt(matcher.group(2), 16));
            } else if (!part.isEmpty()) {
                throw values.refused("units", "write subsystem and first device number as 02=8200,03=8300");
            }
        }
        return units;
    }
}
