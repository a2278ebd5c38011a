package org.copyblade.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.junit5.context.BundleContextExtension;

/** Whatever the distribution is made of starts together. */
@ExtendWith(BundleContextExtension.class)
class DistributionBundlesTest {
    @InjectBundleContext
    BundleContext context;

    @Test
    void everyBundleOfTheDistributionIsActive() {
        assertThat(Arrays.stream(context.getBundles())
                        .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                        .filter(bundle -> bundle.getState() != (isLazy(bundle) ? Bundle.STARTING : Bundle.ACTIVE))
                        .map(bundle -> bundle.getSymbolicName() + " is in state " + bundle.getState()))
                .isEmpty();
    }

    @Test
    void theControlSocketsBundleIsAmongThem() {
        assertThat(Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName))
                .contains("org.copyblade.shell", "org.copyblade.api", "org.copyblade.blade.spi");
    }

    /** Such a bundle becomes active with its first class. */
    private static boolean isLazy(Bundle bundle) {
        String policy = bundle.getHeaders().get(Constants.BUNDLE_ACTIVATIONPOLICY);
        return policy != null && policy.startsWith(Constants.ACTIVATION_LAZY) && bundle.getState() != Bundle.ACTIVE;
    }
}
