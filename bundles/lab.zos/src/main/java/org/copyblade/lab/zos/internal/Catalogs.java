package org.copyblade.lab.zos.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.copyblade.lab.zos.DataSetNames;
import org.copyblade.lab.zos.OpenDataSet;
import org.copyblade.lab.zos.ZosException;
import org.copyblade.lab.zos.ZosException.Reason;
import org.copyblade.lab.zos.ZosSettings.Catalog;

/** The user catalogs, and which of them a name belongs to. One change at a time in each. */
final class Catalogs {

    /** Opens the data set of a catalog without asking a catalog for it. */
    interface Opener {
        OpenDataSet open(Catalog catalog) throws ZosException;
    }

    private interface Change {
        void apply(CatalogFile file) throws ZosException, InterruptedException;
    }

    private final List<Catalog> catalogs;
    private final Opener opener;
    private final Map<String, ReentrantLock> locks = new HashMap<>();

    Catalogs(List<Catalog> catalogs, Opener opener) {
        this.catalogs = List.copyOf(catalogs);
        this.opener = opener;
        catalogs.forEach(it -> locks.put(it.name(), new ReentrantLock()));
    }

    /** Name of the catalog that a data set belongs to; empty if none does. */
    String catalogOf(String name) {
        return catalog(name).map(Catalog::name).orElse("");
    }

    /** Volume serials of a catalogued data set. A catalog that is not there has no entries. */
    Optional<List<String>> find(String name) throws ZosException {
        Optional<Catalog> catalog = catalog(name);
        if (catalog.isEmpty()) {
            return Optional.empty();
        }
        try (OpenDataSet file = opener.open(catalog.get())) {
            return new CatalogFile(file).find(name);
        }
    }

    /** All entries of all catalogs. */
    TreeMap<String, List<String>> all() throws ZosException {
        TreeMap<String, List<String>> found = new TreeMap<>();
        for (Catalog catalog : catalogs) {
            try (OpenDataSet file = opener.open(catalog)) {
                found.putAll(new CatalogFile(file).all());
            }
        }
        return found;
    }

    /** Volumes of the catalogs themselves. */
    List<String> names() {
        return catalogs.stream().map(Catalog::name).toList();
    }

    void put(String name, List<String> volsers) throws ZosException, InterruptedException {
        change(name, file -> file.put(name, volsers));
    }

    void remove(String name) throws ZosException, InterruptedException {
        change(name, file -> file.remove(name));
    }

    private void change(String name, Change change) throws ZosException, InterruptedException {
        Catalog catalog = catalog(name)
                .orElseThrow(() -> new ZosException(Reason.NOT_FOUND, "no catalog has the alias of " + name));
        ReentrantLock lock = locks.get(catalog.name());
        lock.lockInterruptibly();
        try (OpenDataSet file = opener.open(catalog)) {
            change.apply(new CatalogFile(file));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Catalog> catalog(String name) {
        List<String> wanted = new ArrayList<>(List.of(DataSetNames.first(name), "*"));
        return wanted.stream()
                .flatMap(alias -> catalogs.stream().filter(it -> it.aliases().contains(alias)))
                .findFirst();
    }
}
