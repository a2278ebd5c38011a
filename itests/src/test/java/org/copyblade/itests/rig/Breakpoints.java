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
    private static final String ARMOURY = "org.copyblade.guard.internal.Armoury";

    List<String> types() {
        return List.of(CALLS, GUARD, ARMOURY);
    }

    void setIn(ReferenceType type) throws AbsentInformationException {
        switch (type.name()) {
            case CALLS -> set(entry(method(type, "pass")));
            case GUARD -> {
                set(entry(method(type, "start")));
                // The constructor is called with the process that was just spawned.
                set(entry(method(type, "<init>")));
                set(entry(method(type, "send")));
                set(end(method(type, "send")));
            }
            default -> {
                set(entry(method(type, "resumeAbandoned")));
                set(end(method(type, "resumeAbandoned")));
            }
        }
    }

    private static Method method(ReferenceType type, String name) {
        List<Method> methods = type.methods().stream()
                .filter(method -> method.name().equals(name))
                .toList();
        if (methods.size() != 1) {
            throw new IllegalStateException(type.name() + " has " + methods.size() + " methods " + name);
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
            case "start" -> "before guard.start " + constant(given.get(1));
            case "<init>" -> "after guard.start " + constant(given.get(0));
            case "send" ->
                when + " guard.send " + constant(given.get(0)) + " to " + constant(field(frame.thisObject(), "role"));
            default -> when + " guard." + method.name();
        };
    }

    private static String constant(Value value) {
        return ((StringReference) field((ObjectReference) value, "name")).value();
    }

    private static Value field(ObjectReference object, String name) {
        return object.getValue(object.referenceType().fieldByName(name));
    }
}
