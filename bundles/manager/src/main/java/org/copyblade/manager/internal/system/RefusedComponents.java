package org.copyblade.manager.internal.system;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.copyblade.api.ConfigurationTrouble;
import org.copyblade.blade.spi.CopyBlade;
import org.copyblade.system.spi.ProtectedSystem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Adapters and blades that refused their configuration, as declarative services remember them. Safe for many threads. */
@Component(service = RefusedAdapters.class)
public final class RefusedComponents implements RefusedAdapters {

    private static final String NAME = "system.name";
    private static final String CAUSED = "Caused by: ";
    private static final String HINT = "HINT: ";

    private final FailedComponents failed;

    @Activate
    public RefusedComponents(@Reference(name = "components") ServiceComponentRuntime components) {
        this.failed = new FailedComponents(components);
    }

    @Override
    public Optional<String> why(String system) {
        return failed.of(ProtectedSystem.class)
                .filter(configured -> system.equals(configured.properties.get(NAME)))
                .findFirst()
                .map(configured -> reason(configured.failure));
    }

    @Override
    public List<ConfigurationTrouble> blades() {
        return failed.of(CopyBlade.class)
                .map(configured -> new ConfigurationTrouble(
                        configured.properties.get("blade") + "@" + configured.properties.get("endpoint"),
                        "blade",
                        "its configuration is refused: " + reason(configured.failure)))
                .toList();
    }

    /** The message of the innermost cause in a printed stack trace with its hint, without the name of its class. */
    static String reason(String stackTrace) {
        List<String> lines = stackTrace.lines().toList();
        int innermost = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(CAUSED)) {
                innermost = i;
            }
        }
        String message = lines.stream()
                .skip(innermost)
                .limit(1)
                .map(line -> line.startsWith(CAUSED) ? line.substring(CAUSED.length()) : line)
                .map(line -> line.replaceFirst("^[\\w.$]+(Exception|Error): ", ""))
                .collect(Collectors.joining());
        String hint = lines.stream()
                .skip(innermost + 1L)
                .limit(1)
                .filter(line -> line.startsWith(HINT))
                .map(line -> "\n" + line)
                .collect(Collectors.joining());
        return RefusalText.line(message + hint);
    }
}
