package org.copyblade.system.ims.internal;

import org.copyblade.system.check.SystemFixture;
import org.copyblade.system.tck.ProtectedSystemContract;

class ImsContractTest extends ProtectedSystemContract {

    @Override
    protected SystemFixture open() throws Exception {
        return new PlexFixture();
    }
}
