package org.copyblade.catalog.internal;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * One script, named the way Flyway wants it. Scripts are handed over by name because Flyway's own search of the class path
 * finds nothing inside a framework.
 */
final class SchemaScript extends LoadableResource {

    private final String name;

    private SchemaScript(String name) {
        this.name = name;
    }

    /** These scripts and no others. */
    static ResourceProvider provider(List<String> names) {
        return new ResourceProvider() {
            @Override
            public LoadableResource getResource(String name) {
                return names.contains(name) ? new SchemaScript(name) : null;
            }

            @Override
            public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
                return names.stream()
                        .filter(name ->
                                name.startsWith(prefix) && Stream.of(suffixes).anyMatch(name::endsWith))
                        .<LoadableResource>map(SchemaScript::new)
                        .toList();
            }
        };
    }

    @Override
    public Reader read() {
        return new InputStreamReader(SchemaText.open(name), StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
        return name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
        return name;
    }

    @Override
    public String getFilename() {
        return name;
    }

    @Override
    public String getRelativePath() {
        return name;
    }
}
