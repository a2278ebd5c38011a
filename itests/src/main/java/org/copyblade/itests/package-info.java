/** Tests that run inside the framework, beside the distribution's own bundles. */
package org.copyblade.itests;
