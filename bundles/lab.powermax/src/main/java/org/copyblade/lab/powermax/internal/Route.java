package org.copyblade.lab.powermax.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.copyblade.lab.array.ArrayException;

/**
 * One call of the API.
 *
 * @param operation its name in the operation log and in faults; that of an action is in the body instead
 * @param method of HTTP
 * @param scope which part of the paths it belongs to
 * @param since first version that has it
 * @param pattern segments of the path; an asterisk stands for an id, {@link #ARRAY} for that of an array
 * @param action what answers it
 */
record Route(String operation, String method, Scope scope, int since, List<String> pattern, Action action) {

    static final String ARRAY = "@";

    /** The operation of a call whose body has an action: the action in lower case. */
    static final String ACTION = "action";

    /** Which part of the paths. */
    enum Scope {
        /** With a version. */
        PUBLIC,
        /** Below {@code /private}, with a version; undocumented, and used by clients all the same. */
        PRIVATE,
        /** Without a version. */
        PLAIN
    }

    /** Answers a request. */
    interface Action {
        Response answer(Request request) throws Refusal, ArrayException;
    }

    static Route of(String operation, String method, Scope scope, String path, Action action) {
        return new Route(operation, method, scope, 0, List.of(path.substring(1).split("/")), action);
    }

    Route since(int version) {
        return new Route(operation, method, scope, version, pattern, action);
    }

    boolean takesBody() {
        return !method.equals("GET");
    }

    /** The ids in a path of this form, that of the array first, or empty if it is of another. */
    Optional<List<String>> match(RequestForm.Place place) {
        List<String> path = place.segments();
        if (place.scope() != scope || place.version() < since || path.size() != pattern.size()) {
            return Optional.empty();
        }
        List<String> ids = new ArrayList<>();
        for (int segment = 0; segment < path.size(); segment++) {
            String wanted = pattern.get(segment);
            if (wanted.equals("*") || wanted.equals(ARRAY)) {
                ids.add(path.get(segment));
            } else if (!wanted.equalsIgnoreCase(path.get(segment))) {
                return Optional.empty();
            }
        }
        return Optional.of(ids);
    }

    boolean namesArray() {
        return pattern.contains(ARRAY);
    }
}
