package org.copyblade.itests.rig;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.StringReference;
import com.sun.jdi.Value;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import java.util.List;

/** Where a manager is stopped: at the calls that {@link CallPoints} watches, and before and after all it does with a guard. */
final class Breakpoints {

    private static final String CALLS = "org.copyblade.itests.rig.CallPoints";
    private static final String GUARD = "org.copyblade.guard.internal.GuardProcess";
    private static final String REMOTE_GUARD = "org.copyblade.guard.internal.RemoteProcess";
    private static final String ARMOURY = "org.copyblade.guard.internal.Armoury";

    List<String> types() {
        return List.of(CALLS, GUARD, REMOTE_GUARD, ARMOURY);
    }

    void setIn(ReferenceType type) throws AbsentInformationException {
        switch (type.name()) {
            case CALLS -> set(entry(method(type, "pass", 1)));
            case GUARD -> setInGuard(type, 2);
            case REMOTE_GUARD -> setInGuard(type, 4);
            default -> {
                set(entry(method(type, "resumeAbandoned", 3)));
                set(end(method(type, "resumeAbandoned", 3)));
            }
        }
    }

    private static void setInGuard(ReferenceType type, int argumentsOfStart) throws AbsentInformationException {
        set(entry(method(type, "start", argumentsOfStart)));
        // The constructor is called with the process that was just spawned.
        set(entry(method(type, "<init>", 3)));
        set(entry(method(type, "send", 2)));
        set(end(method(type, "send", 2)));
    }

    private static Method method(ReferenceType type, String name, int arguments) {
        List<Method> methods = type.methods().stream()
                .filter(method -> method.name().equals(name))
                .filter(method -> method.argumentTypeNames().size() == arguments)
                .toList();
        if (methods.size() != 1) {
            throw new IllegalStateException(
                    type.name() + " has " + methods.size() + " methods " + name + " of " + arguments + " arguments");
        }
        return methods.get(0);
    }

    private static Location entry(Method method) {
        return method.location();
    }

    /** The last line, which returns. */
    private static Location end(Method method) throws AbsentInformationException {
        List<Location> lines = method.allLineLocations();
        return lines.get(lines.size() - 1);
    }

    private static void set(Location location) {
        BreakpointRequest request =
                location.virtualMachine().eventRequestManager().createBreakpointRequest(location);
        request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        request.enable();
    }

    /** The name of the point that a thread has come to. */
    String nameOf(BreakpointEvent hit) throws IncompatibleThreadStateException {
        StackFrame frame = hit.thread().frame(0);
        Method method = hit.location().method();
        List<Value> given = frame.getArgumentValues();
        String when = hit.location().equals(method.location()) ? "before" : "after";
        return switch (method.name()) {
            case "pass" -> ((StringReference) given.get(0)).value();
            case "start" -> "before guard.start " + word(given.get(1));
            case "<init>" -> "after guard.start " + word(given.get(0));
            case "send" -> when + " guard.send " + word(given.get(0)) + " to " + name(frame.thisObject());
            default -> when + " guard." + method.name();
        };
    }

    /** Guards of this host have a role, remote ones a title. */
    private static String name(ObjectReference guard) {
        boolean remote = guard.referenceType().name().equals(REMOTE_GUARD);
        return word(field(guard, remote ? "title" : "role"));
    }

    /** A text, or the name of a constant. */
    private static String word(Value value) {
        return value instanceof StringReference text
                ? text.value()
                : ((StringReference) field((ObjectReference) value, "name")).value();
    }

    private static Value field(ObjectReference object, String name) {
        return object.getValue(object.referenceType().fieldByName(name));
    }
}
