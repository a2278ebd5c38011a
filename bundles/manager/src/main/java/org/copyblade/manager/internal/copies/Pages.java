package org.copyblade.manager.internal.copies;

import java.util.List;
import java.util.Optional;
import org.copyblade.catalog.CatalogException;

/**
 * What the catalog holds, read a page at a time and as far as somebody looks: there may be very much. For one thread.
 *
 * @param <T> what the pages hold
 */
public final class Pages<T> {

    private static final int SIZE = 100;

    private final Reader<T> reader;
    private final int size;
    private Optional<T> last = Optional.empty();
    private boolean over;

    /** From the beginning. */
    public Pages(Reader<T> reader) {
        this(SIZE, reader);
    }

    /** The same of so many at a time. */
    public Pages(int size, Reader<T> reader) {
        this.size = size;
        this.reader = reader;
    }

    /**
     * Reads one page; one that is not full is the last.
     *
     * @param <T> what it holds
     */
    @FunctionalInterface
    public interface Reader<T> {
        /** @param after only what follows this one; empty: from the beginning */
        List<T> read(Optional<T> after, int limit) throws CatalogException;
    }

    /**
     * Whether something is what is looked for.
     *
     * @param <T> what is looked at
     */
    @FunctionalInterface
    public interface Sought<T> {
        boolean is(T one) throws CatalogException;
    }

    /** The next page; empty after the last. */
    public List<T> next() throws CatalogException {
        if (over) {
            return List.of();
        }
        List<T> page = reader.read(last, size);
        over = page.size() < size;
        if (!page.isEmpty()) {
            last = Optional.of(page.get(page.size() - 1));
        }
        return page;
    }

    /** The first one of the next pages that is looked for. */
    public Optional<T> first(Sought<T> sought) throws CatalogException {
        for (List<T> page = next(); !page.isEmpty(); page = next()) {
            for (T one : page) {
                if (sought.is(one)) {
                    return Optional.of(one);
                }
            }
        }
        return Optional.empty();
    }
}
