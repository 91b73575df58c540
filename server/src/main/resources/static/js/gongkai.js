// Improvements only: every page does its work without this file.
document.addEventListener('keydown', event => {
    // "/" leads to the search, as it does elsewhere, unless somebody is typing.
    const typing = event.target.closest('input, textarea, select, [contenteditable]');
    const search = document.querySelector('[data-search]');
    if (event.key === '/' && !typing && search) {
        event.preventDefault();
        search.focus();
    }
});

document.addEventListener('submit', event => {
    // A second click on a slow line must not send a form twice.
    const button = event.submitter;
    if (button && !event.target.hasAttribute('hx-post')) {
        setTimeout(() => { button.setAttribute('aria-disabled', 'true'); button.disabled = true; }, 0);
        setTimeout(() => { button.removeAttribute('aria-disabled'); button.disabled = false; }, 8000);
    }
});

for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
}

// Reads the page aloud in the large-print version, where the browser has a voice.
for (const button of document.querySelectorAll('[data-read-aloud]')) {
    if (!('speechSynthesis' in window)) continue;
    button.hidden = false;
    button.addEventListener('click', () => {
        if (speechSynthesis.speaking) {
            speechSynthesis.cancel();
            return;
        }
        const text = document.querySelector('[data-aloud]') || document.querySelector('main');
        const speech = new SpeechSynthesisUtterance(text.innerText);
        speech.lang = document.documentElement.lang;
        speech.rate = 0.9;
        speechSynthesis.speak(speech);
    });
}
