package org.copyblade.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.copyblade.api.CopybladeException;
import org.copyblade.api.ErrorCode;

/** Reads conf/framework.properties and puts the instance's directories where it says {@code ${copyblade.…}}. */
final class FrameworkSettings {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([a-z.]+)}");

    private FrameworkSettings() {}

    static Map<String, String> read(Installation installation, Path runtime) throws CopybladeException {
        Path file = installation.home().resolve("conf/framework.properties");
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException cause) {
            throw new CopybladeException(
                    ErrorCode.INSTALLATION_DAMAGED, "cannot read " + file + ": " + cause.getMessage());
        }
        return settings(properties, directories(installation, runtime));
    }

    /** The properties with their variables replaced, and the variables themselves, for bundles that need the directories. */
    static Map<String, String> settings(Properties properties, Map<String, String> variables)
            throws CopybladeException {
        Map<String, String> settings = new HashMap<>(variables);
        for (String name : properties.stringPropertyNames()) {
            settings.put(name, substituted(name, properties.getProperty(name), variables));
        }
        return settings;
    }

    private static Map<String, String> directories(Installation installation, Path runtime) {
        return Map.of(
                "copyblade.home", installation.home().toString(),
                "copyblade.data", installation.data().toString(),
                "copyblade.config", installation.config().toString(),
                "copyblade.deploy", installation.deploy().toString(),
                "copyblade.runtime", runtime.toString());
    }

    private static String substituted(String name, String value, Map<String, String> variables)
            throws CopybladeException {
        StringBuilder result = new StringBuilder();
        Matcher matcher = VARIABLE.matcher(value);
        while (matcher.find()) {
            String replacement = variables.get(matcher.group(1));
            if (replacement == null) {
                throw new CopybladeException(
                        ErrorCode.INSTALLATION_DAMAGED,
                        "conf/framework.properties: " + name + " uses " + matcher.group() + ", known are "
                                + String.join(
                                        ", ",
                                        variables.keySet().stream().sorted().toList()));
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(replacement));
        }
        return matcher.appendTail(result).toString();
    }
}
