package org.copyblade.manager.internal.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.copyblade.manager.internal.rig.CrashPoints.Point;

/** Which points of a trace are played: a few in every build, all with {@code -Pmatrix}, or every n-th of all in parts. */
public final class PointSample {

    private static final boolean ALL = Boolean.getBoolean("copyblade.matrix");
    private static final int PARTS = Integer.getInteger("copyblade.matrix.parts", 1);

    private PointSample() {}

    /** About so many, or more, from another first one every time. */
    public static Stream<Point> of(List<Point> points, int size) {
        assertThat(points).as("points of the work").hasSizeGreaterThan(size);
        int step = ALL ? PARTS : points.size() / size;
        int first = new Random().nextInt(step);
        return IntStream.iterate(first, i -> i < points.size(), i -> i + step).mapToObj(points::get);
    }
}
