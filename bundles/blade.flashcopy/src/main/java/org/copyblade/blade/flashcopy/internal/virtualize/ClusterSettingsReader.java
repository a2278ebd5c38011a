package org.copyblade.blade.flashcopy.internal.virtualize;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.copyblade.blade.flashcopy.internal.FlashFault;
import org.copyblade.blade.flashcopy.internal.rest.Access;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.endpoint.ConfigValues;

/** Turns the configuration of a Storage Virtualize system into checked settings. */
final class ClusterSettingsReader {
    private final VirtualizeConfig config;
    private final ConfigValues<BladeException> values;

    private ClusterSettingsReader(VirtualizeConfig config, Map<String, ?> given) {
        this.config = config;
        this.values = new ConfigValues<>(given, FlashFault.CONFIG::error);
    }

    /**
     * The settings of one configuration.
     *
     * @param given the same configuration as it was given: for unknown keys, and for what to show
     */
    static ClusterSettings read(VirtualizeConfig config, Map<String, ?> given) throws BladeException {
        ClusterSettingsReader reader = new ClusterSettingsReader(config, given);
        reader.values.refuseForeign(VirtualizeConfig.class);
        return reader.settings();
    }

    private ClusterSettings settings() throws BladeException {
        return new ClusterSettings(
                values.endpoint(config::endpoint),
                new Access(
                        values.base(config::host, config::port, "/rest"),
                        values.needed("user", config::user),
                        values.password(config::_password, config::password_file),
                        Optional.empty(),
                        values.limits(config::connect_timeout_s, config::request_timeout_s, config::max_connections)),
                values.trust(config::certificate_sha256, config::ca_file, config::trust_all),
                targets(),
                paths(),
                values.within("copy.rate", config::copy_rate, 1, 150),
                values.within("mappings.per.group", config::mappings_per_group, 1, 512));
    }

    private VolumeNames targets() throws BladeException {
        try {
            return VolumeNames.parse(values.value("target.volumes", config::target_volumes));
        } catch (IllegalArgumentException e) {
            throw values.refused("target.volumes", "write names and beginnings as cb_*,spare1: " + e.getMessage());
        }
    }

    private Map<String, String> paths() throws BladeException {
        Map<String, String> paths = new LinkedHashMap<>();
        for (String part : values.value("paths", config::paths).strip().split("\\s*,\\s*")) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.lastIndexOf('=');
            Optional<String> path = equals <= 0 ? Optional.empty() : normalized(part.substring(0, equals));
            if (path.isEmpty() || part.substring(equals + 1).isBlank()) {
                throw values.refused("paths", "write absolute path and name of its volume as /srv/pg=pg_data");
            }
            paths.put(path.get(), part.substring(equals + 1).strip());
        }
        return paths;
    }

    private static Optional<String> normalized(String text) {
        try {
            Path path = Path.of(text.strip());
            return path.isAbsolute() ? Optional.of(path.normalize().toString()) : Optional.empty();
        } catch (InvalidPathException e) {
            // Refused with its key by the caller.
            return Optional.empty();
        }
    }
}
