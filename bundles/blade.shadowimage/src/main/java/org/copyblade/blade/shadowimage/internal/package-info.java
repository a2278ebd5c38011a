/** Copies volumes of a Hitachi VSP by ShadowImage. */
package org.copyblade.blade.shadowimage.internal;
