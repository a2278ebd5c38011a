package org.copyblade.blade.shadowimage.internal;

import java.util.ArrayList;
import java.util.List;

/** Parts of a list that one request can carry. Pure. */
final class Batches {

    private Batches() {}

    static <T> List<List<T>> of(List<T> items, int most) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < items.size(); from += most) {
            batches.add(List.copyOf(items.subList(from, Math.min(items.size(), from + most))));
        }
        return batches;
    }
}
