/** Log records, the blocks and segments they lie in, writing them ahead of data and reading them back. */
package org.copyblade.lab.ims.internal.log;
