// Shows a text as it will look while it is written, and keeps tables pasted from Word, WPS and Excel. Without this file the
// plain field does the same work; whatever arrives is cleaned again on the server.
const KEPT = new Set(['P', 'BR', 'HR', 'H2', 'H3', 'H4', 'UL', 'OL', 'LI', 'BLOCKQUOTE', 'STRONG', 'B', 'EM', 'I', 'U', 'S', 'SUB',
    'SUP', 'TABLE', 'CAPTION', 'THEAD', 'TBODY', 'TFOOT', 'TR', 'TH', 'TD', 'A', 'DIV']);
const DROPPED = new Set(['SCRIPT', 'STYLE', 'META', 'LINK', 'TITLE', 'XML', 'IFRAME', 'OBJECT', 'SVG', 'IMG', 'HEAD']);

function cleaned(html) {
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    const walk = node => {
        for (const child of [...node.childNodes]) {
            if (child.nodeType === Node.COMMENT_NODE || DROPPED.has(child.nodeName.toUpperCase())) {
                child.remove();
            } else if (child.nodeType === Node.ELEMENT_NODE) {
                if (/display\s*:\s*none|mso-hide\s*:\s*all/i.test(child.getAttribute('style') || '')) {
                    child.remove();
                    continue;
                }
                walk(child);
                if (!KEPT.has(child.nodeName)) {
                    child.replaceWith(...child.childNodes);
                    continue;
                }
                for (const attribute of [...child.attributes]) {
                    if (!['colspan', 'rowspan', 'href', 'scope'].includes(attribute.name)) {
                        child.removeAttribute(attribute.name);
                    }
                }
                if (child.nodeName === 'A' && !/^(https?|mailto|tel):/i.test(child.getAttribute('href') || '')) {
                    child.removeAttribute('href');
                }
            }
        }
    };
    walk(parsed.body);
    return parsed.body.innerHTML;
}

for (const field of document.querySelectorAll('textarea[data-rich]')) {
    const editor = document.createElement('div');
    editor.className = 'prose card';
    editor.contentEditable = 'true';
    editor.setAttribute('role', 'textbox');
    editor.setAttribute('aria-multiline', 'true');
    editor.setAttribute('aria-labelledby', 'l-body');
    editor.setAttribute('aria-describedby', 'h-body');
    editor.innerHTML = cleaned(field.value);

    const tools = document.createElement('div');
    tools.className = 'actions';
    const tool = (label, command, value) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.className = 'btn';
        button.textContent = label;
        button.addEventListener('click', () => {
            editor.focus();
            document.execCommand(command, false, value);
        });
        tools.append(button);
    };
    tool(field.dataset.bold, 'bold');
    tool(field.dataset.heading, 'formatBlock', 'h3');
    tool(field.dataset.list, 'insertUnorderedList');
    tool(field.dataset.plain, 'removeFormat');

    editor.addEventListener('paste', event => {
        const html = event.clipboardData.getData('text/html');
        if (html) {
            event.preventDefault();
            document.execCommand('insertHTML', false, cleaned(html));
        }
    });
    const keep = () => { field.value = editor.textContent.trim() || editor.querySelector('table') ? editor.innerHTML : ''; };
    editor.addEventListener('input', keep);
    field.form.addEventListener('submit', keep);
    field.before(tools, editor);
    field.hidden = true;
}
