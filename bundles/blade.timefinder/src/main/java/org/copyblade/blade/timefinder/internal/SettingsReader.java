package org.copyblade.blade.timefinder.internal;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.blade.spi.BladeException;
import org.copyblade.blade.timefinder.internal.array.Term;
import org.copyblade.blade.timefinder.internal.array.VolumeId;
import org.copyblade.blade.timefinder.internal.array.VolumeRanges;
import org.copyblade.blade.timefinder.internal.rest.Access;
import org.copyblade.endpoint.ConfigValues;
import org.copyblade.endpoint.Limits;

/** Turns a configuration into checked settings; refuses with key, value and cure. */
final class SettingsReader {

    private static final Pattern UNIT = Pattern.compile("([0-9A-Fa-f]{5})=([0-9A-Fa-f]{4,5})");
    private static final Pattern VOLSER = Pattern.compile("([A-Z0-9@#$]{1,6})=([0-9A-F]{5})");
    private static final Pattern ARRAY = Pattern.compile("[0-9]{12}");

    private final TimeFinderConfig config;
    private final ConfigValues<BladeException> values;

    private SettingsReader(TimeFinderConfig config, Map<String, ?> given) {
        this.config = config;
        this.values = new ConfigValues<>(given, TimeFinderFault.CONFIG::error);
    }

    /**
     * The settings of one configuration.
     *
     * @param given the same configuration as it was given: for unknown keys, and for what to show
     */
    static TimeFinderSettings read(TimeFinderConfig config, Map<String, ?> given) throws BladeException {
        SettingsReader reader = new SettingsReader(config, given);
        reader.values.refuseForeign(TimeFinderConfig.class);
        return reader.settings();
    }

    private TimeFinderSettings settings() throws BladeException {
        return new TimeFinderSettings(
                values.endpoint(config::endpoint),
                array(),
                access(),
                values.trust(config::certificate_sha256, config::ca_file, config::trust_all),
                targets(),
                volsers(),
                units(),
                term(),
                values.seconds("late.request.limit.s", config::late_request_limit_s, 0, 86_400));
    }

    private String array() throws BladeException {
        String array = values.needed("array", config::array);
        if (!ARRAY.matcher(array).matches()) {
            throw values.refused("array", "give the 12 digits of the array's id, as Unisphere shows it");
        }
        return array;
    }

    private Term term() throws BladeException {
        int live = values.within("snapvx.ttl.h", config::snapvx_ttl_h, 0, 9600);
        int secure = values.within("snapvx.secure.h", config::snapvx_secure_h, 0, 9600);
        if (live > 0 && secure > 0) {
            throw TimeFinderFault.CONFIG.error(
                    "both 'snapvx.ttl.h' and 'snapvx.secure.h' have a value",
                    "give one of them: a secure snapshot ends after its time too");
        }
        return secure > 0 ? new Term(secure, true) : new Term(live, false);
    }

    private Access access() throws BladeException {
        return new Access(
                values.base(config::host, config::port, "/univmax/restapi"),
                values.needed("user", config::user),
                values.password(config::_password, config::password_file),
                new Limits(
                        values.seconds("connect.timeout.s", config::connect_timeout_s, 1, 600),
                        values.seconds("request.timeout.s", config::request_timeout_s, 1, 900),
                        values.within("max.connections", config::max_connections, 2, 64)));
    }

    private VolumeRanges targets() throws BladeException {
        try {
            return VolumeRanges.parse(values.value("target.volumes", config::target_volumes));
        } catch (IllegalArgumentException e) {
            throw values.refused("target.volumes", "write ids and ranges as 00200-002FF,00310: " + e.getMessage());
        }
    }

    private Map<String, VolumeId> volsers() throws BladeException {
        Map<String, VolumeId> volsers = new HashMap<>();
        for (String part : values.value("volsers", config::volsers).split("[,\\s]+")) {
            Matcher matcher = VOLSER.matcher(part.toUpperCase(Locale.ROOT));
            if (matcher.matches()) {
                volsers.put(matcher.group(1), new VolumeId(matcher.group(2)));
            } else if (!part.isEmpty()) {
                throw values.refused("volsers", "write serial and volume as IMS001=00100,IMS002=00101");
            }
        }
        return volsers;
    }

    private Map<VolumeId, Integer> units() throws BladeException {
        Map<VolumeId, Integer> units = new HashMap<>();
        for (String part : values.value("units", config::units).split("[,\\s]+")) {
            Matcher matcher = UNIT.matcher(part);
            if (matcher.matches()) {
                units.put(new VolumeId(matcher.group(1)), Integer.parseInt(matcher.group(2), 16));
            } else if (!part.isEmpty()) {
                throw values.refused("units", "write volume and device number as 00200=8200,00300=8300");
            }
        }
        return units;
    }
}
