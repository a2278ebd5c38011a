package org.copyblade.blade.spi;

/**
 * What one hold or thaw acts on as a whole. The manager locks domains in the order of their ids over all runs.
 *
 * @param id starts with what the storage itself is called (serial number, host and filesystem), not with the endpoint: two
 *     endpoints may reach one storage, and then a thaw through one ends a hold of the other
 */
public record HoldDomain(String id) implements Comparable<HoldDomain> {

    public HoldDomain {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("id of a hold domain is missing");
        }
    }

    @Override
    public int compareTo(HoldDomain other) {
        return id.compareTo(other.id);
    }
}
