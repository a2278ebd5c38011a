package org.copyblade.shell.internal.outcome;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.osgi.service.component.annotations.Component;

/** How a session shows outcomes, and what else they can be taken for: their text, or their value. */
@Component(
        service = Converter.class,
        property = Converter.CONVERTER_CLASSES + "=org.copyblade.shell.internal.outcome.CommandOutcome")
public final class OutcomeConverter implements Converter {

    @Override
    public Object convert(Class<?> desired, Object source) {
        if (source instanceof CommandOutcome outcome) {
            if (desired == String.class || desired == CharSequence.class) {
                return outcome.text();
            }
            return desired.isInstance(outcome.value()) ? outcome.value() : null;
        }
        return null;
    }

    /** The session asks for the text of a result that it sends into a pipe, and no one else hears how that command ended. */
    @Override
    public CharSequence format(Object target, int level, Converter session) {
        if (target instanceof CommandOutcome outcome) {
            if (session instanceof CommandSession asking) {
                LineStatus.note(asking, outcome.status());
            }
            return level == Converter.PART ? outcome.value().toString() : outcome.text();
        }
        return null;
    }
}
