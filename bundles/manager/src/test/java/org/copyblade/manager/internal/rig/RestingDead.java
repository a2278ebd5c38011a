package org.copyblade.manager.internal.rig;

import org.copyblade.manager.internal.rig.CrashPoints.Dead;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The threads of a dead manager end by an error, as they must: nothing to print. */
public final class RestingDead implements BeforeAllCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
            if (!(error instanceof Dead)) {
                error.printStackTrace();
            }
        });
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Thread.setDefaultUncaughtExceptionHandler(null);
    }
}
