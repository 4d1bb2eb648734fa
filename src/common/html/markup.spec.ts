import { Markup, markup } from './markup.js';

describe('markup', () => {
  it('escapes every text, in content and in attributes', () => {
    const name = `"><script>alert('x') & y</script>`;
    expect(markup`<p title="${name}">${name}</p>`.html).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;) &amp; y&lt;/script&gt;">' +
        '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;) &amp; y&lt;/script&gt;</p>',
    );
  });

  it('keeps markup, joins lists and leaves out what there is not', () => {
    const items = ['a', 'b'].map((item) => markup`<li>${item}</li>`);
    const { html } = markup`<ul>${items}</ul>${null}${undefined}${false}${0}${new Markup('<hr>')}`;
    expect(html).toBe('<ul><li>a</li><li>b</li></ul>0<hr>');
  });
});
