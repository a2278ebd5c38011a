package org.copyblade.system.ims.internal;

import org.copyblade.system.check.SystemFixture;
import org.copyblade.system.tck.ProtectedSystemContract;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The contract on a scripted endpoint. The ordinary run tries it on the laboratory, which is less obliging. */
@EnabledIfSystemProperty(named = "copyblade.matrix", matches = "true")
class ImsContractTest extends ProtectedSystemContract {

    @Override
    protected SystemFixture open() throws Exception {
        return new PlexFixture();
    }
}
