import type { Link } from '../../api/types.js';
import { CopyButton } from '../../components/copy-button.js';
import { Icon } from '../../components/icons.js';
import { fullTime } from '../../format.js';
import { isForMany, linkTitle, SESSION_STATUS } from '../../words.js';

/** What the merchant gives to the consumer: the address and its QR code, and what has come of it so far. */
export function HandOver({ link }: { link: Link }) {
  const shown = link.url.replace(/^https?:\/\//, '');
  return (
    <section class="hand-over" aria-label="Hand over">
      <a class="qr" href={link.qrCode} download={`${linkTitle(link)}.svg`} title="Save the QR code">
        <img src={link.qrCode} alt="QR code of the link" width="148" height="148" />
        <span>
          <Icon name="save" />
          Save QR code
        </span>
      </a>
      <div class="hand-over-text">
        <h2>The link</h2>
        <p class="url">
          <a href={link.url} target="_blank" rel="noopener noreferrer">
            {shown}
          </a>
        </p>
        <div class="button-row">
          <CopyButton text={link.url} what="Link" />
          <a class="button" href={link.url} target="_blank" rel="noopener noreferrer">
            <Icon name="open" />
            Open
          </a>
        </div>
        <dl class="facts">
          {!isForMany(link) && (
            <div>
              <dt>Consumer</dt>
              <dd>{link.session ? SESSION_STATUS[link.session.status] : 'No session yet'}</dd>
            </div>
          )}
          <div>
            <dt>Offer ends</dt>
            <dd>{link.expiresAt ? fullTime(link.expiresAt) : 'Never'}</dd>
          </div>
        </dl>
      </div>
    </section>
  );
}
