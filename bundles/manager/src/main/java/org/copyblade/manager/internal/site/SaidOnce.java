package org.copyblade.manager.internal.site;

/** What stands in the way of something that is tried again and again: to be said when it begins or changes. Not for several threads. */
final class SaidOnce {

    private String said = "";

    /**
     * After a try.
     *
     * @param problem empty if there was none
     * @return whether it is to be said now
     */
    boolean isNews(String problem) {
        boolean news = !problem.isEmpty() && !problem.equals(said);
        said = problem;
        return news;
    }
}
