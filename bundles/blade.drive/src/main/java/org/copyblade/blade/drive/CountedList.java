package org.copyblade.blade.drive;

import java.util.AbstractList;
import java.util.List;

/** A list that counts how often its items are looked at: what grows with their square shows in few of them. One thread. */
public final class CountedList<T> extends AbstractList<T> {

    private final List<T> items;
    private int looks;

    public CountedList(List<T> items) {
        this.items = List.copyOf(items);
    }

    @Override
    public T get(int index) {
        looks++;
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    /** How often one of its items was looked at. */
    public int looks() {
        return looks;
    }
}
