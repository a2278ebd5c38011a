package org.copyblade.itests.rig;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A moment in the work of a manager: told by name and count, not by its place in the whole, because a call that works in
 * steps may take one more on a busy machine.
 *
 * @param name of a call, and whether before or after it
 * @param occurrence which of the same name, from 1
 */
public record Point(String name, int occurrence) {

    /** All points of a trace, in their order. */
    static List<Point> of(List<String> names) {
        Map<String, Integer> seen = new HashMap<>();
        List<Point> points = new ArrayList<>();
        names.forEach(name -> points.add(new Point(name, seen.merge(name, 1, Integer::sum))));
        return points;
    }

    @Override
    public String toString() {
        return name + " #" + occurrence;
    }
}
