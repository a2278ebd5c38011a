package org.copyblade.itests.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The cases of a test that kills at points: which are played, and what is said of them.
 *
 * @param all whether all points are played, or only a few
 */
public record DeathCases(boolean all) {

    /** A death and what comes after it. */
    public interface Case {
        void play() throws Exception;
    }

    /** Plays one; a failure says which it was. */
    public void play(String name, Case one) throws Exception {
        long begun = System.nanoTime();
        try {
            one.play();
            System.out.println(name + ": settled, " + (System.nanoTime() - begun) / 1_000_000 + " ms");
        } catch (AssertionError e) {
            throw new AssertionError(name + ": " + e.getMessage(), e);
        } catch (Exception e) {
            throw new Exception(name + ": " + e.getMessage(), e);
        }
    }

    /** Writes down a figure. */
    public void tell(String figure) {
        System.out.println("figure: " + figure + ", all settled");
    }

    /** All points, or a few spread over all of them, from a random first one. */
    public List<Point> pick(String what, List<Point> trace, int sample) {
        int step = all ? 1 : Math.max(1, trace.size() / sample);
        int first = new Random().nextInt(step);
        System.out.println("crash points of " + what + ": from " + first + " by " + step);
        List<Point> picked = new ArrayList<>();
        for (int i = first; i < trace.size(); i += step) {
            picked.add(trace.get(i));
        }
        return picked;
    }
}
