package org.copyblade.zosmf;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.copyblade.endpoint.ConfigValues;
import org.copyblade.endpoint.Limits;
import org.copyblade.zosmf.ZosmfException.Reason;

/** Turns the keys of a connection into checked settings; refuses with key, value and cure. One thread. */
public final class ConnectionReader {

    private ConnectionReader() {}

    /**
     * How the z/OSMF of one configuration is reached.
     *
     * @param given the same configuration as it was given, for what to show
     */
    public static ZosmfAccess read(ConnectionConfig config, Map<String, ?> given) throws ZosmfException {
        ConfigValues<ZosmfException> values =
                new ConfigValues<>(given, (text, cure) -> ZosmfException.of(Reason.CONFIG, text + ": " + cure));
        values.refuseUnresolved();
        String path = values.value("base.path", config::base_path).strip();
        if (!path.matches("(/[A-Za-z0-9._~-]+)*")) {
            throw values.refused("base.path", "write it as /ibmzosmf/api/v1, without a slash at its end");
        }
        String authentication = values.oneOf("authentication", config::authentication, "token", "basic");
        Limits limits = values.limits(config::connect_timeout_s, config::request_timeout_s, config::max_connections);
        return new ZosmfAccess(
                values.base(config::host, config::port, path + "/zosmf"),
                values.needed("user", config::user),
                values.password(config::_password, config::password_file),
                authentication.equals("token") ? Authentication.TOKEN : Authentication.BASIC,
                values.trust(config::certificate_sha256, config::ca_file, config::trust_all),
                limits.connectTimeout(),
                limits.requestTimeout(),
                limits.maxConnections());
    }

    /** The keys that are read here, for whoever looks for unknown ones. */
    public static Set<String> keys() {
        return Arrays.stream(ConnectionConfig.class.getDeclaredMethods())
                .map(Method::getName)
                .map(method -> method.replace('_', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
