import DOMPurify from 'dompurify'
import type { UntrustedHtml } from 'rx-ucwa'

const purifier = DOMPurify(window)

purifier.addHook('afterSanitizeAttributes', (node) => {
  if (node.nodeName !== 'A') return
  node.setAttribute('target', '_blank')
  node.setAttribute('rel', 'noopener noreferrer nofollow')
})

/** Words, their emphasis, lists and links. No styles, images, forms, frames or scripts. */
export const sanitised = ({ untrusted }: UntrustedHtml): DocumentFragment =>
  purifier.sanitize(untrusted, {
    ALLOWED_TAGS: ['a', 'b', 'blockquote', 'br', 'code', 'div', 'em', 'i', 'li', 'ol', 'p', 'pre', 's', 'span', 'strong', 'u', 'ul'],
    ALLOWED_ATTR: ['href'],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?|mailto|sip):/i,
    RETURN_DOM_FRAGMENT: true,
  })
